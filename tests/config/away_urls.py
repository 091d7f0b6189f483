from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from dongthuan.config import urls as real
from dongthuan.foundation.things.models import Thing

HELD = 4711  # the advisory lock on which saving waits while the test holds it


class Note(forms.Form):
    note = forms.CharField(widget=forms.Textarea)
    paper = forms.FileField(required=False)
    password = forms.CharField(required=False, widget=forms.PasswordInput)


def save(request: HttpRequest) -> HttpResponse:
    form = Note(request.POST or None, request.FILES or None)
    if form.is_valid():
        Thing.objects.create(kind=form.cleaned_data["note"][:40])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HELD])
        return redirect("/healthz")
    return render(request, "web/form_page.html", {"form": form})


urlpatterns = [*real.urlpatterns, path("try/note", save, name="note")]
handler500 = real.handler500
