from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dongthuan.web"
    label = "web"
