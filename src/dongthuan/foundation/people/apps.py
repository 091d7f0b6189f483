from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "dongthuan.foundation.people"
    label = "people"
