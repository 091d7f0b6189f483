from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "dongthuan.foundation.orgs"
    label = "orgs"
