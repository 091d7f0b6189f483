from django.urls import path

from . import views

app_name = "conversations"
urlpatterns = [
    path("", views.index, name="list"),
    path("method/", views.method, name="method"),
    path("desk/", views.desk, name="desk"),
    path("new/", views.open_, name="open"),
    path("<pk:id>/", views.detail, name="detail"),
    path("<pk:id>/vote/", views.vote, name="vote"),
    path("<pk:id>/mine/", views.mine, name="mine"),
    path("<pk:id>/propose/", views.propose, name="propose"),
    path("<pk:id>/map/", views.map_, name="map"),
    path("<pk:id>/manage/", views.manage, name="manage"),
    path("<pk:id>/add/", views.add, name="add"),
    path("<pk:id>/votes/", views.import_votes, name="import_votes"),
    path("<pk:id>/end/", views.move_end, name="move_end"),
    path("<pk:id>/close/", views.close, name="close"),
    path("statements/<pk:id>/release/", views.release, name="release"),
    path("statements/<pk:id>/refuse/", views.refuse, name="refuse"),
]
