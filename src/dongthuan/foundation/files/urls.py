from django.urls import path

from . import views

app_name = "files"
urlpatterns = [path("<pk:pk>/", views.download, name="download")]
