from django.urls import path

from . import checking, views

app_name = "papers"
urlpatterns = [
    path("check/", checking.check, name="check"),
    path("layout/", views.layout, name="layout"),
    path("<pk:pk>/", views.detail, name="detail"),
    path("<pk:pk>/pdf/", views.pdf, name="pdf"),
    path("<pk:pk>/docx/", views.docx, name="docx"),
    path("<pk:pk>/revisions/<int:n>/", views.revision, name="revision"),
    path("<pk:pk>/number/", views.number, name="number"),
    path("<pk:pk>/freeze/", views.freeze, name="freeze"),
    path("<pk:pk>/sign/<int:order>/", views.sign, name="sign"),
    path("<pk:pk>/upload/<int:order>/", views.upload, name="upload"),
    path("<pk:pk>/take-in/", views.take_in, name="take_in"),
    path("<pk:pk>/void/", views.void, name="void"),
]
