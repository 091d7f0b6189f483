from django.apps import AppConfig


class ThingsConfig(AppConfig):
    name = "dongthuan.foundation.things"
    label = "things"
