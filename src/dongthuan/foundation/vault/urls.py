from django.urls import path

from . import views

app_name = "vault"
urlpatterns = [
    path("", views.index, name="list"),
    path("<pk:pk>", views.detail, name="detail"),
    path("<pk:pk>/grant", views.grant, name="grant"),
    path("<pk:pk>/exclude", views.exclude, name="exclude"),
    path("<pk:pk>/protection", views.protection, name="protection"),
    path("exclusions/<pk:pk>/lift", views.lift, name="lift"),
    path("grants/<pk:pk>/end", views.end_grant, name="end_grant"),
    path("items/<pk:pk>/look", views.look, name="look"),
    path("requests/<pk:pk>/approve", views.approve, name="approve"),
    path("requests/<pk:pk>/refuse", views.refuse, name="refuse"),
    path("requests/<pk:pk>/look", views.use, name="use"),
    path("looks/<pk:pk>", views.reveal, name="reveal"),
    path("looks/<pk:pk>/file", views.download, name="download"),
    path("looks/<pk:pk>/redact", views.redact, name="redact"),
]
