from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dongthuan.foundation.files"
    label = "files"
