"""The page on which anyone checks the signatures of a PDF. Nothing of the file is stored."""

import hashlib
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dongthuan.web.kit import unavailable

from . import forms, keys, queries, signing
from .models import Paper

LIMIT = 25 * 2**20  # bytes; signed papers are far smaller
AT_ONCE = BoundedSemaphore(2)  # each check is a process of its own: strangers may not start many


# It changes nothing and knows nobody, so there is no forged request to fear; and a public page sets no cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    form = forms.CheckForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    failed = request.method == "POST"
    if failed and form.is_valid():
        if not AT_ONCE.acquire(blocking=False):
            return unavailable(request, 10)
        try:
            if form.cleaned_data["file"].size > LIMIT:
                raise signing.SigningError("too_large", limit=LIMIT // 2**20)
            data = form.cleaned_data["file"].read()
            reports = signing.validate(data, keys.trusted())
        except signing.SigningError as error:
            form.add_error("file", error.sentence(get_language() or "vi"))
        else:
            failed = False
            context |= {
                "checked": True, "name": form.cleaned_data["file"].name, "sha256": hashlib.sha256(data).hexdigest(),
                "signatures": [(r, [p.sentence(get_language() or "vi") for p in r.problems]) for r in reports],
                "good": bool(reports) and all(r.good for r in reports), "paper": stored_as(request, data),
            }  # fmt: skip
        finally:
            AT_ONCE.release()
    return render(request, "papers/check.html", context, status=422 if failed else 200)


def stored_as(request: HttpRequest, data: bytes) -> Paper | None:
    """The signed paper whose newest file this is, byte for byte, if this reader may see it."""
    sha256 = hashlib.sha256(data).hexdigest()
    for paper in queries.visible_to(request.user).filter(status="signed", revisions__file__sha256=sha256)[:1]:
        newest = queries.current_revision(paper)
        return paper if newest and newest.file.sha256 == sha256 else None
    return None
