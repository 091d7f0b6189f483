from django.urls import path

from . import views

app_name = "texts"
urlpatterns = [
    path("<pk:pk>/", views.detail, name="detail"),
    path("<pk:pk>/import/", views.import_words, name="import"),
    path("version/<pk:pk>/", views.version, name="version"),
    path("version/<pk:pk>/edit/", views.edit, name="edit"),
    path("version/<pk:pk>/add/", views.add, name="add"),
    path("version/<pk:pk>/restart/", views.restart, name="restart"),
    path("version/<pk:before>/compare/<pk:after>/", views.compare, name="compare"),
    path("clause/<pk:pk>/", views.clause, name="clause"),
    path("words/<pk:pk>/", views.edit_clause, name="edit_clause"),
    path("words/<pk:pk>/move/", views.move, name="move"),
    path("words/<pk:pk>/delete/", views.delete, name="delete"),
]
