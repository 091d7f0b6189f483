from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "dongthuan.foundation.texts"
    label = "texts"
