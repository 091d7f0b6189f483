from django.urls import path

from . import views

app_name = "tasks"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("issue/", views.issue, name="issue"),
    path("<pk:pk>/", views.detail, name="detail"),
    path("<pk:pk>/start/", views.start, name="start"),
    path("<pk:pk>/report/", views.report, name="report"),
    path("<pk:pk>/due/", views.move_due, name="move_due"),
    path("<pk:pk>/extension/", views.extension, name="extension"),
    path("<pk:pk>/stop/", views.stop, name="stop"),
    path("<pk:pk>/obstacle/", views.obstacle, name="obstacle"),
    path("<pk:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("<pk:pk>/return/", views.return_task, name="return"),
    path("<pk:pk>/reassign/", views.reassign, name="reassign"),
    path("reports/", views.answer_many, name="answer_many"),
    path("reports/<pk:pk>/", views.answer, name="answer"),
    path("extensions/<pk:pk>/", views.answer_extension, name="answer_extension"),
    path("stops/<pk:pk>/", views.consent, name="consent"),
    path("obstacles/<pk:pk>/escalate/", views.escalate, name="escalate"),
    path("obstacles/<pk:pk>/resolve/", views.resolve, name="resolve"),
]
