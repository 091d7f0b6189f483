from django.urls import path

from . import views

app_name = "web"
urlpatterns = [path("_components", views.components, name="components")]
