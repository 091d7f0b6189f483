from django.urls import path

from . import views

app_name = "consultations"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/<pk:version>/", views.open_, name="open"),
    path("<pk:id>/", views.detail, name="detail"),
    path("<pk:id>/answer/", views.answer, name="answer_whole"),
    path("<pk:id>/answer/<pk:clause>/", views.answer, name="answer"),
    path("<pk:id>/agree/", views.agree, name="agree"),
    path("<pk:id>/due/", views.move_due, name="move_due"),
    path("<pk:id>/deciding/", views.start_deciding, name="start_deciding"),
    path("<pk:id>/agreements/", views.note_agreements, name="note_agreements"),
    path("<pk:id>/close/", views.close, name="close"),
    path("<pk:id>/table/<str:form>/", views.table, name="table"),
    path("opinions/<pk:id>/", views.opinion, name="opinion"),
    path("opinions/<pk:id>/decide/", views.decide, name="decide"),
    path("opinions/<pk:id>/consent/", views.consent, name="consent"),
    path("opinions/<pk:id>/withdraw/", views.withdraw, name="withdraw"),
]
