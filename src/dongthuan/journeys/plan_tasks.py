"""From a row of a signed plan to tasks of many organisations in one step; doing it twice gives nothing twice."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dongthuan.deliver.programmes import permissions as programmes_permissions
from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.programmes.models import PlanRow, Programme
from dongthuan.deliver.tasks import actions as tasks_actions
from dongthuan.deliver.tasks import permissions as tasks_permissions
from dongthuan.deliver.tasks import queries as tasks
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.orgs.queries import rank_of
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import No, Refused, by_name, lock, today
from dongthuan.web.kit import VNDateField, away_from, panels

LEVELS = [Organisation.Level.DEPARTMENT, Organisation.Level.DISTRICT, Organisation.Level.COMMUNE]


# --- what can be chosen -------------------------------------------------------------------------------------------
def receivers(level: str) -> Any:
    """The organisations of a level that work today, within the programme's territory."""
    return (
        Organisation.objects.on(today()).filter(level=level, area__in_scope=True).select_related("area__parent")
        .order_by(by_name("area__parent__name"), by_name("name"))
    )  # fmt: skip


def given(row: PlanRow) -> dict[int, Task]:
    """Organisation -> the task of this row that it, or the body whose place it took, has already."""
    found: dict[int, Task] = {}
    for task in Task.objects.filter(because=row.thing).select_related("organisation__successor"):
        found[task.organisation_id] = task
        found[programmes.standing_on(task.organisation, today()).pk] = task
    return found


def as_title(row: PlanRow) -> str:
    """The row's content as a task is called by it: names of organisations follow, so the full stop goes."""
    return row.content[:500].strip().rstrip(".;")


def issuers(user: User, programme: Programme) -> list[Organisation]:
    """The parties in whose name the person may give work, the lead first."""
    parties = sorted(programmes.parties_on(programme), key=lambda p: not p.leads)
    return [p.organisation for p in parties if tasks_permissions.may_issue(user, p.organisation)]


@transaction.atomic
def cascade(
    row: PlanRow, *, organisations: Iterable[Organisation], due: Any, issuer: Organisation, by: User, title: str = ""
) -> tuple[list[Task], list[Organisation]]:
    """Give the row's work to each organisation that does not have it yet; answer the tasks and who had it already."""
    lock(row.plan)  # two people cascading at once stand in line here
    programmes_permissions.check_may_cascade(by, row)
    had = given(row)
    wanted = list({o.pk: o for o in organisations}.values())
    fresh = [o for o in wanted if o.pk not in had]
    already = [o for o in wanted if o.pk in had]
    if not wanted:
        raise Refused(_("Choose at least one organisation."), field="levels")
    if not fresh:
        return [], already
    starts = row.starts if row.starts and row.starts <= due else None
    made = tasks_actions.issue(
        because=row.thing, organisations=fresh, title=title.strip() or as_title(row), target=row.target,
        product=row.product, starts=starts, due=due, issuer=issuer, by=by,
    )  # fmt: skip
    return made, already


# --- the page -----------------------------------------------------------------------------------------------------
class CascadeForm(forms.Form):
    issuer = forms.ModelChoiceField(
        label=gettext_lazy("In whose name"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=500)
    due = VNDateField(label=gettext_lazy("Due date"))
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("To all of a level"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(level.value, level.label) for level in LEVELS],
    )  # fmt: skip
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Or to some by name"), queryset=Organisation.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=gettext_lazy("Several at once: hold Ctrl while clicking."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: PlanRow, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = issuers(user, row.plan.programme)
        self.fields["issuer"].queryset = Organisation.objects.filter(pk__in=[o.pk for o in mine])
        self.fields["organisations"].queryset = (
            Organisation.objects.on(today())
            .filter(level__in=LEVELS, area__in_scope=True)
            .order_by(rank_of("level"), by_name("name"))
        )
        counts = dict(
            Organisation.objects.on(today()).filter(level__in=LEVELS, area__in_scope=True).order_by()
            .values_list("level").annotate(n=Count("pk"))
        )  # fmt: skip
        self.fields["levels"].choices = [
            (level.value, f"{level.label} ({counts.get(level.value, 0)})")
            for level in LEVELS
            if counts.get(level.value)
        ]

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        if not got.get("levels") and not got.get("organisations") and not self.errors:
            self.add_error("levels", _("Choose at least one organisation."))
        return got

    def chosen(self) -> list[Organisation]:
        found = {o.pk: o for level in self.cleaned_data["levels"] for o in receivers(level)}
        return list((found | {o.pk: o for o in self.cleaned_data["organisations"]}).values())


@login_required
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose, look at whom it reaches, confirm."""
    rows = PlanRow.objects.filter(plan__programme__in=programmes.insiders_see(request.user), dropped=False)
    row = get_object_or_404(rows.select_related("plan__programme", "lead", "thing"), pk=pk)
    may = programmes_permissions.may_cascade(request.user, row)
    if not may:
        raise PermissionDenied(may.reason if isinstance(may, No) else "")
    mine = issuers(request.user, row.plan.programme)
    initial = {"title": as_title(row), "due": row.ends, "issuer": mine[0] if mine else None}
    form = CascadeForm(request.POST or None, row=row, user=request.user, initial=initial)
    context: dict[str, Any] = {"form": form, "row": row, "plan": row.plan, "programme": row.plan.programme}
    if request.method == "POST" and form.is_valid():
        chosen, had = form.chosen(), given(row)
        context |= {
            "fresh": [o for o in chosen if o.pk not in had],
            "already": [(o, had[o.pk]) for o in chosen if o.pk in had],
        }
        if "confirm" in request.POST:
            try:
                return _given(request, row, form)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.reason)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "journeys/plan_tasks.html", context, status=status)


def _given(request: HttpRequest, row: PlanRow, form: CascadeForm) -> HttpResponse:
    got = form.cleaned_data
    made, already = cascade(
        row, organisations=form.chosen(), due=got["due"], issuer=got["issuer"], by=request.user, title=got["title"]
    )
    said = ngettext("%(n)s organisation was given the task", "%(n)s organisations were given the task", len(made))
    said = said % {"n": len(made)}
    if already:
        more = ngettext("%(n)s had it already", "%(n)s had it already", len(already)) % {"n": len(already)}
        said = f"{said}, {more}"
    return away_from(request, reverse("programmes:row", args=[row.pk]), f"{said}.")


# --- on the row's page --------------------------------------------------------------------------------------------
def row_tasks(request: HttpRequest, row: PlanRow) -> SafeString | None:
    """The row's tasks as one bar, and the way to give it to more organisations."""
    tally = tasks.progress_of([row.thing])
    context = {
        "row": row, "tally": tally, "bar": tally.bar(_("This row")),
        "may": programmes_permissions.may_cascade(request.user, row),
        "list_url": f"{reverse('tasks:list')}?because={row.thing_id}",
    }  # fmt: skip
    return render_to_string("journeys/_row_tasks.html", context, request=request)


def ready() -> None:
    panels.add("plan_row", "main", row_tasks)


urlpatterns = [path("programmes/rows/<pk:pk>/tasks/", give, name="plan_tasks")]
