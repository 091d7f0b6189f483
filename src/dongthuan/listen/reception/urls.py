from django.urls import path

from .views import public, reports, sessions, visits

app_name = "reception"
urlpatterns = [
    # for everyone
    path("", public.schedule, name="schedule"),
    path("places/<pk:id>/", public.place, name="place"),
    path("book/<pk:id>/", public.book, name="book"),
    path("booked/", public.booked, name="booked"),
    path("code/", public.by_code, name="by_code"),
    path("cancel/", public.cancel, name="cancel"),
    # places and schedules
    path("sessions/", sessions.index, name="sessions"),
    path("places/", sessions.places, name="places"),
    path("places/new/", sessions.open_place, name="open_place"),
    path("places/<pk:id>/edit/", sessions.change_place, name="change_place"),
    path("places/<pk:id>/plan/", sessions.plan, name="plan"),
    path("places/<pk:id>/post/", sessions.post, name="post"),
    path("places/<pk:id>/unscheduled/", sessions.unscheduled, name="unscheduled"),
    path("places/<pk:id>/today/", sessions.open_regular, name="open_regular"),
    # a session
    path("sessions/<pk:id>/", sessions.detail, name="session"),
    path("sessions/<pk:id>/edit/", sessions.change, name="change_session"),
    path("sessions/<pk:id>/postpone/", sessions.postpone, name="postpone"),
    path("sessions/<pk:id>/online/", sessions.online, name="online"),
    path("sessions/<pk:id>/hold/", sessions.hold, name="hold"),
    path("sessions/<pk:id>/conclude/", sessions.conclude, name="conclude"),
    path("sessions/<pk:id>/sent/", sessions.send_conclusion, name="send_conclusion"),
    path("sessions/<pk:id>/close/", sessions.close, name="close"),
    path("commitments/<pk:id>/", sessions.commitment, name="commitment"),
    path("sessions/<pk:id>/arrive/", visits.arrive, name="arrive"),
    # a visit
    path("visits/<pk:id>/", visits.detail, name="visit"),
    path("visits/<pk:id>/identify/", visits.identify, name="identify"),
    path("visits/<pk:id>/refuse/", visits.refuse, name="refuse"),
    path("visits/<pk:id>/notice/", visits.notice, name="notice"),
    path("visits/<pk:id>/receive/", visits.receive, name="receive"),
    path("visits/<pk:id>/record/", visits.record_visit, name="record"),
    path("visits/<pk:id>/receipt/", visits.receipt, name="receipt"),
    path("visits/<pk:id>/answer/", visits.answer, name="answer"),
    path("days/<pk:pk>/", visits.excuse, name="excuse"),
    path("visits/<pk:id>/look/", visits.look, name="look"),
    path("visits/<pk:id>/<slug:what>.<slug:form>", visits.paper, name="paper"),
    # numbers
    path("register/", reports.register, name="register"),
    path("duty/", reports.duty, name="duty"),
    path("form-01/", reports.form_01, name="form_01"),
]
