from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "dongthuan.deliver.tasks"
    label = "tasks"
