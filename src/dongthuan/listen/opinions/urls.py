from django.urls import path

from .views import bring, desk, public, staff

app_name = "opinions"
urlpatterns = [
    path("", public.index, name="public"),
    path("<pk:pk>/", public.page, name="page"),
    path("<pk:pk>/say/", public.say, name="say_whole"),
    path("<pk:pk>/say/<pk:clause>/", public.say, name="say"),
    path("sent/", public.sent, name="sent"),
    path("forget/", public.forget, name="forget"),
    path("track/", public.track, name="track"),
    path("track/opinion/", public.own, name="own"),
    path("track/withdraw/", public.withdraw, name="withdraw"),
    path("work/", staff.index, name="list"),
    path("work/new/", staff.prepare, name="prepare"),
    path("work/new/<pk:version>/", staff.prepare_on, name="prepare_on"),
    path("work/<pk:pk>/", staff.detail, name="detail"),
    path("work/<pk:pk>/post/", staff.post, name="post"),
    path("work/<pk:pk>/extend/", staff.extend, name="extend"),
    path("work/<pk:pk>/deciding/", staff.start_deciding, name="start_deciding"),
    path("work/<pk:pk>/close/", staff.close, name="close"),
    path("work/<pk:pk>/table/<str:form>/", staff.table, name="table"),
    path("work/<pk:pk>/paper/", bring.paper, name="bring_paper"),
    path("work/<pk:pk>/sheet/", bring.sheet, name="bring_sheet"),
    path("work/<pk:pk>/sheet/form/", bring.sheet_form, name="sheet_form"),
    path("work/intakes/<pk:pk>/", bring.intake, name="intake"),
    path("work/<pk:pk>/desk/", desk.desk, name="desk"),
    path("work/<pk:pk>/regroup/", desk.regroup, name="regroup"),
    path("work/<pk:pk>/approve/", desk.approve_all, name="approve_all"),
    path("work/groups/<pk:pk>/", desk.group, name="group"),
    path("work/groups/<pk:pk>/name/", desk.name, name="name"),
    path("work/groups/<pk:pk>/merge/", desk.merge, name="merge"),
    path("work/groups/<pk:pk>/move/", desk.move, name="move"),
    path("work/groups/<pk:pk>/propose/", desk.propose, name="propose"),
    path("work/groups/<pk:pk>/approve/", desk.approve, name="approve"),
    path("work/corrections/<pk:pk>/undo/", desk.undo, name="undo"),
]
