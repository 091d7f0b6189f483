"""A form counts once: the key in it is stored in the transaction of what it caused."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .models import FormKey


def read_key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


class _Again(Exception):
    """The key was stored by another request between our look and our write."""


class FormKeyMiddleware:
    """A POST that carries `form_key` and ends in a redirect is carried out once; again, it leads to the same place.

    A person who sends a form twice (a lost answer, an impatient finger, a database that went away) sees what the first
    one led to. The key is written in the same transaction, so a half-done form leaves no key and can be sent again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or getattr(view, "csrf_exempt", False) or (key := read_key(request)) is None:
            return None
        if done := self.answer(request, key):
            return done
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                if hasattr(response, "render") and callable(response.render):
                    response.render()
                if isinstance(response, HttpResponseRedirect):
                    self.store(request, key, response.url)
                return response
        except _Again:
            return self.answer(request, key)

    def answer(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse | None:
        row = FormKey.objects.filter(key=key, user_id=request.user.pk, path=request.path[:500]).first()
        return HttpResponseRedirect(row.answer) if row else None

    def store(self, request: HttpRequest, key: uuid.UUID, url: str) -> None:
        try:
            with transaction.atomic():
                FormKey.objects.create(key=key, user_id=request.user.pk, path=request.path[:500], answer=url)
        except IntegrityError:
            raise _Again from None
