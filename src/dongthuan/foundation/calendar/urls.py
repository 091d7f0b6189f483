from django.urls import path

from . import views

app_name = "calendar"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:year>", views.year_page, name="year"),
    path("<int:year>/announce", views.announce, name="announce"),
    path("<int:year>/withdraw", views.withdraw, name="withdraw"),
    path("days/set", views.set_day, name="set_day"),
    path("days/swap", views.swap_days, name="swap_days"),
    path("days/<pk:pk>/remove", views.remove_day, name="remove_day"),
]
