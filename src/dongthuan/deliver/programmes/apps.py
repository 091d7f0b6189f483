from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "dongthuan.deliver.programmes"
    label = "programmes"
