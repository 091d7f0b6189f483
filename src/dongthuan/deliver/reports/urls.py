from django.urls import path

from . import conference_views, views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/<pk:programme>/", views.open_, name="open"),
    path("<pk:id>/", views.detail, name="detail"),
    path("<pk:id>/rows/", views.rows, name="rows"),
    path("<pk:id>/changes/", views.changes, name="changes"),
    path("<pk:id>/tables/<str:by>.xlsx", views.table_xlsx, name="table"),
    path("<pk:id>/draft.<str:form>", views.draft, name="draft"),
    path("<pk:id>/compute/", views.compute, name="compute"),
    path("<pk:id>/freeze/", views.freeze, name="freeze"),
    path("<pk:id>/signed-on-paper/", views.take_in, name="take_in"),
    path("<pk:id>/unfreeze/", views.unfreeze, name="unfreeze"),
    path("<pk:id>/declare/", views.declare, name="declare"),
    path("declared/<pk:id>/remove/", views.remove_declared, name="remove_declared"),
    path("sections/<pk:id>/", views.section, name="section"),
    path("conferences/", conference_views.index, name="conferences"),
    path("conferences/new/<pk:programme>/", conference_views.new, name="conference_new"),
    path("conferences/<pk:id>/", conference_views.detail, name="conference"),
    path("conferences/<pk:id>/edit/", conference_views.edit, name="conference_edit"),
    path("conferences/<pk:id>/delegates/", conference_views.invite, name="invite"),
    path("conferences/<pk:id>/present/", conference_views.present, name="present"),
    path("conferences/<pk:id>/minutes/", conference_views.minutes, name="minutes"),
    path("conferences/<pk:id>/<str:what>.docx", conference_views.paper_page, name="conference_paper"),
]
