from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "dongthuan.foundation.papers"
    label = "papers"
