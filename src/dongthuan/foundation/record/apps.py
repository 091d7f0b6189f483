from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "dongthuan.foundation.record"
    label = "record"
