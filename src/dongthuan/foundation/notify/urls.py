from django.urls import path

from . import views

app_name = "notify"
urlpatterns = [
    path("", views.notices, name="list"),
    path("digests/<pk:pk>/", views.digest, name="digest"),
    path("read/", views.read, name="read"),
]
