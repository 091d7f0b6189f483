from django.urls import path

from .views import areas, organisations, sheets

app_name = "orgs"
urlpatterns = [
    path("", organisations.index, name="list"),
    path("new", organisations.create, name="create"),
    path("merge", organisations.merge, name="merge"),
    path("<pk:pk>", organisations.detail, name="detail"),
    path("<pk:pk>/correct", organisations.correct, name="correct"),
    path("<pk:pk>/rename", organisations.rename, name="rename"),
    path("<pk:pk>/end", organisations.end, name="end"),
    path("<pk:pk>/posts/new", organisations.new_post, name="new_post"),
    path("posts", organisations.posts, name="posts"),
    path("posts/<pk:pk>/end", organisations.end_post, name="end_post"),
    path("areas", areas.index, name="areas"),
    path("areas/unmapped", areas.unmapped, name="unmapped"),
    path("areas/<pk:pk>", areas.area, name="area"),
    path("areas/<pk:pk>/succession", areas.enter_succession, name="enter_succession"),
    path("areas/parts/<pk:pk>/share", areas.enter_share, name="enter_share"),
    path("import/<slug:what>", sheets.upload, name="import"),
    path("import/<slug:what>/blank", sheets.blank, name="import_blank"),
    path("import/sheets/<pk:pk>/columns", sheets.columns, name="import_columns"),
    path("import/sheets/<pk:pk>", sheets.check, name="import_check"),
]
