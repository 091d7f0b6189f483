from django.urls import path

from .views import oversight, overview, public, receipt, staff, steps

app_name = "petitions"
urlpatterns = [
    path("", staff.index, name="list"),
    path("new/", staff.take_in, name="take_in"),
    path("likely/", staff.likely, name="likely"),
    path("send/", public.choose, name="choose"),
    path("send/<slug:kind>/", public.send, name="send"),
    path("sent/", receipt.sent, name="sent"),
    path("forget/", receipt.forget, name="forget"),
    path("track/", public.track, name="track"),
    path("track/case/", public.case, name="case"),
    path("track/papers/", public.papers, name="papers"),
    path("track/withdraw/", public.withdraw, name="withdraw"),
    path("track/solved/", public.solved, name="solved"),
    path("overview/", overview.overview, name="overview"),
    path("overview/rows/", overview.rows, name="overview_rows"),
    path("oversight/", oversight.index, name="oversight"),
    path("oversight/<pk:pk>/order/", oversight.give_order, name="give_order"),
    path("orders/<pk:pk>/", oversight.order, name="order"),
    path("orders/<pk:pk>/report/", oversight.report_order, name="report_order"),
    path("orders/<pk:pk>/settle/", oversight.settle_order, name="settle_order"),
    path("orders/<pk:pk>/return/", oversight.return_order, name="return_order"),
    path("opinions/<pk:pk>/", oversight.opinion, name="opinion"),
    path("opinions/<pk:pk>/withdraw/", oversight.withdraw_opinion, name="withdraw_opinion"),
    path("<pk:pk>/", staff.detail, name="detail"),
    path("<pk:pk>/receipt/", staff.receipt_page, name="receipt"),
    path("<pk:pk>/clocks/<pk:id>/", staff.clock, name="clock"),
    path("<pk:pk>/changes/<pk:id>/excuse/", steps.excuse, name="excuse"),
    path("<pk:pk>/withdrawals/<pk:id>/signed/", steps.effect_withdrawal, name="effect_withdrawal"),
    path("<pk:pk>/withdrawals/<pk:id>/unsigned/", steps.lapse_withdrawal, name="lapse_withdrawal"),
    path("<pk:pk>/<slug:verb>/", steps.step, name="step"),
]
