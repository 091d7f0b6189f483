from django.urls import path

from .views import accounts, delegations, me, recoveries

app_name = "people"
urlpatterns = [
    path("", accounts.index, name="list"),
    path("new", accounts.create, name="create"),
    path("<pk:pk>", accounts.detail, name="detail"),
    path("<pk:pk>/assign", accounts.assign, name="assign"),
    path("<pk:pk>/close", accounts.close, name="close"),
    path("<pk:pk>/reopen", accounts.reopen, name="reopen"),
    path("<pk:pk>/invite", accounts.invite, name="invite"),
    path("<pk:pk>/recover", accounts.recover, name="recover"),
    path("assignments/<pk:pk>/end", accounts.end_assignment, name="end_assignment"),
    path("delegations", delegations.index, name="delegations"),
    path("delegations/<pk:pk>", delegations.detail, name="delegation"),
    path("delegations/<pk:pk>/revoke", delegations.revoke, name="revoke"),
    path("posts/<pk:pk>/delegate", delegations.create, name="delegate"),
    path("recoveries", recoveries.index, name="recoveries"),
    path("recoveries/<pk:pk>", recoveries.detail, name="recovery"),
    path("recoveries/<pk:pk>/confirm", recoveries.confirm, name="confirm_recovery"),
    path("recoveries/<pk:pk>/withdraw", recoveries.withdraw, name="withdraw_recovery"),
    path("roles", me.role_list, name="roles"),
    path("me", me.me, name="me"),
    path("me/language", me.language, name="language"),
    path("enter/<str:who>/<str:token>", me.enter, name="enter"),
]
