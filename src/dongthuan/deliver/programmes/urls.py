from django.urls import path

from .views import paper, plan, plan_file, programme, public

app_name = "programmes"
urlpatterns = [
    # for everyone
    path("", public.programmes, name="public_list"),
    path("<pk:pk>/", public.programme, name="public"),
    path("<pk:pk>/clauses/<pk:clause>/", public.clause, name="clause"),
    path("<pk:pk>/text/", public.text, name="text"),
    # the workspace
    path("work/", programme.programmes, name="list"),
    path("work/new/", programme.new, name="new"),
    path("work/<pk:pk>/", programme.detail, name="detail"),
    path("work/<pk:pk>/facts/", programme.edit, name="edit"),
    path("work/<pk:pk>/number/", paper.number, name="number"),
    path("work/<pk:pk>/send/", paper.send, name="send"),
    path("work/<pk:pk>/withdraw/", paper.withdraw, name="withdraw"),
    path("work/<pk:pk>/signed-on-paper/", paper.take_in, name="take_in"),
    path("work/<pk:pk>/amend/", paper.amend, name="amend"),
    path("work/<pk:pk>/drop-amendment/", paper.drop_amendment, name="drop_amendment"),
    path("work/<pk:pk>/end/", paper.end, name="end"),
    # the year
    path("work/<pk:pk>/focus/<int:year>/", plan.focus, name="focus"),
    path("work/<pk:pk>/plans/new/", plan.open_plan, name="plan_open"),
    path("plans/<pk:pk>/", plan.plan, name="plan"),
    path("plans/<pk:pk>/rows/new/", plan.add_row, name="row_add"),
    path("plans/<pk:pk>/export.xlsx", plan_file.export, name="plan_export"),
    path("plans/<pk:pk>/import/", plan_file.bring, name="plan_import"),
    path("plans/<pk:pk>/number/", paper.number_plan, name="plan_number"),
    path("plans/<pk:pk>/send/", paper.send_plan, name="plan_send"),
    path("plans/<pk:pk>/withdraw/", paper.withdraw_plan, name="plan_withdraw"),
    path("plans/<pk:pk>/signed-on-paper/", paper.take_in_plan, name="plan_take_in"),
    path("imports/<pk:pk>/", plan_file.look, name="import"),
    path("rows/<pk:pk>/", plan.row, name="row"),
    path("rows/<pk:pk>/edit/", plan.edit_row, name="row_edit"),
    path("rows/<pk:pk>/drop/", plan.drop_row, name="row_drop"),
]
