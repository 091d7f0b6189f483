from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "dongthuan.foundation.notify"
    label = "notify"
