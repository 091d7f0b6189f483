"""The pattern of a view: parse the form, call one action, answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from .paging import PER_PAGE, paginate
from .tables import Table


def handle(
    request: HttpRequest,
    form: BaseForm | BaseFormSet,
    action: Callable[[Any], Any],
    *,
    done: Any = "",
    to: Any = None,
    template: str = "web/form_page.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it was sent and is right, call `action(cleaned_data)` and go on to `to` with a toast.

    A refusal (an exception with `is_refusal = True`; its `field`, if any, names where) joins the form's errors and
    everything typed stays. `done` and `to` may be functions of what the action returned; `to` may be an address, a URL
    name or an object with `get_absolute_url`; without it, the object the action returned.
    """
    failed = False
    if request.method == "POST":
        failed = not form.is_valid()
        if not failed:
            try:
                result = action(form.cleaned_data)
            except Exception as refusal:
                if not getattr(refusal, "is_refusal", False):
                    raise
                failed = True
                show_refusal(form, refusal)
            else:
                return away_from(request, to(result) if _is_function(to) else to or result, _said(done, result))
    return render(request, template, {"form": form, **(context or {})}, status=422 if failed else 200)


def show_refusal(form: BaseForm | BaseFormSet, refusal: Exception) -> None:
    """Put the sentence where the form shows its faults: at the field it names, else on top; with the link it carries."""
    form.refusal_link = getattr(refusal, "link", None)  # type: ignore[union-attr]
    if isinstance(form, BaseFormSet):
        form.non_form_errors().append(str(refusal))
        return
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def away_from(request: HttpRequest, to: Any, done: Any = "") -> HttpResponseRedirect:
    """Redirect after a POST, with a toast. A safe `next` that the form carried wins."""
    if done:
        messages.success(request, done)
    following = request.POST.get("next", "")
    if following and url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        return redirect(following)
    return redirect(to)


def listing(
    request: HttpRequest,
    template: str,
    table: type[Table],
    rows: Any,
    *,
    per_page: int = PER_PAGE,
    total: int | None = None,
    **context: Any,
) -> HttpResponse:
    """A list in pages; `?format=xlsx` answers all of its rows as an Excel file. `total`: their number, if it is known."""
    if request.GET.get("format") == "xlsx":
        return table(rows).as_response()
    page = paginate(request, rows, per_page, total)
    return render(request, template, {"table": table(page.object_list, request=request), "page": page, **context})


def gone(request: HttpRequest, reason: Any = "") -> HttpResponse:
    """What was here has ended, and says why."""
    return render(request, "410.html", {"reason": reason}, status=410)


def unavailable(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """Not now, and when to ask again."""
    response = render(request, "503.html", status=503)
    response["Retry-After"] = str(seconds)
    return response


def _is_function(value: Any) -> bool:
    return callable(value) and not isinstance(value, models.Model)


def _said(done: Any, result: Any) -> Any:
    return done(result) if _is_function(done) else done
