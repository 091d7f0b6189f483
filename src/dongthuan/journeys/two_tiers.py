"""The change to two tiers of local government: the districts end, and no open task is ownerless for a moment.

Basis: Luật 72/2025/QH15 (two tiers from 1 July 2025). The last day of a district is 30 June 2025.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dongthuan.deliver.tasks import actions as tasks
from dongthuan.deliver.tasks import permissions as task_permissions
from dongthuan.deliver.tasks import queries as task_queries
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs import actions as orgs
from dongthuan.foundation.orgs import permissions as org_permissions
from dongthuan.foundation.orgs.models import AreaSuccession, Organisation
from dongthuan.foundation.orgs.queries import rank_of
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import YES, No, Refused, by_name, must, today
from dongthuan.web.kit import handle, nav

BASIS = "Luật số 72/2025/QH15: chính quyền địa phương hai cấp từ ngày 01/7/2025"
DAY = timedelta(days=1)


@dataclass
class Closing:
    """What the change did: who ended without a successor, who passed whole to whom, which tasks went back."""

    ended: list[Organisation] = field(default_factory=list)
    passed: list[tuple[Organisation, Organisation]] = field(default_factory=list)
    returned: list[Task] = field(default_factory=list)


def may_close(by: User | None) -> bool | No:
    """The day's work is the system administrator's, who keeps organisations; `by=None` is the system itself."""
    return org_permissions.may_manage(by)


def may_foresee(by: User) -> bool | No:
    """Who will have which task is shown beforehand to who will do it and to those the tasks come back to."""
    if people.of(by).has("administrator", "focal_officer"):
        return YES
    return No(_("Only a focal officer of a party or the system administrator sees what closing the districts will do."))


@transaction.atomic
def close_districts(*, on: date, by: User | None) -> Closing:
    """`on` is the districts' last day. Their open tasks return to the issuers' focal units, which give them anew.

    A commune whose area passes whole to one new commune passes with its work to that commune's committee; the committee
    of a split commune ends like a district, because nobody can say yet who continues its work. Refused before the day
    itself, and where a task would be left with nobody.
    """
    must(may_close(by))
    if on > today():
        raise Refused(
            _("The districts work until %(day)s; close them on that day.") % {"day": f"{on:%d/%m/%Y}"}, field="on"
        )
    done = Closing()
    ending, passing = endings(on)
    for organisation in ending:
        reason = f"{organisation.name} kết thúc hoạt động ngày {on:%d/%m/%Y}."
        done.returned += tasks.wind_up(organisation, reason=reason, by=by)
        if Task.objects.open().filter(Q(organisation=organisation) | Q(issuer=organisation)).exists():
            raise Refused(
                _("%(org)s gave tasks to itself and has no superior to answer for them; name its superior first.")
                % {"org": organisation.name}
            )
        done.ended.append(orgs.end_organisation(organisation, on=on, basis=BASIS, by=by))
    for successor, predecessors in passing.items():
        orgs.merge(predecessors, successor, on=on + DAY, basis=BASIS, by=by)
        done.passed += [(p, successor) for p in predecessors]
    return done


def endings(on: date) -> tuple[list[Organisation], dict[Organisation, list[Organisation]]]:
    """Who ends with that day without a successor, in the order in which they are wound up; who passes whole to whom."""
    whole = successors_on(on + DAY)
    local = Organisation.objects.filter(level__in=["district", "commune"], since__lte=on, until=None)
    ending: list[Organisation] = []
    passing: dict[Organisation, list[Organisation]] = defaultdict(list)
    # not only the areas that end on this day: a commune whose district changed before it stands on an earlier entry
    for organisation in local.filter(area__until__lte=on).select_related("area", "parent").order_by("level", "pk"):
        successor = whole.get(organisation.area_id) if organisation.level == "commune" else None
        if successor is None:
            ending.append(organisation)
        else:
            passing[successor].append(organisation)
    return ending, passing


def days() -> list[date]:
    """Last days of areas on which bodies stand that have not ended yet, the latest first."""
    waiting = Organisation.objects.filter(level__in=["district", "commune"], until=None, area__until__isnull=False)
    return list(waiting.order_by("-area__until").values_list("area__until", flat=True).distinct())


@dataclass(frozen=True)
class Move:
    """What closing does to one open task: from whom it goes to whom, and who answers for having given it."""

    task: Task
    old: Organisation
    new: Organisation
    issuer: Organisation
    new_issuer: Organisation
    returned: bool  # to be given anew; otherwise a successor goes on with it

    @property
    def ownerless(self) -> bool:
        """Nobody would have it: closing refuses."""
        return self.returned and self.new == self.old


def foresee(on: date) -> list[Move]:
    """Every open task that closing would move, as `close_districts` would move it; nothing is written. Few queries."""
    ending, passing = endings(on)
    heir = {p.pk: successor for successor, predecessors in passing.items() for p in predecessors}
    gone = [o.pk for o in ending]
    touched = Q(organisation__in=[*gone, *heir]) | Q(issuer__in=gone)
    open_tasks = Task.objects.open().filter(touched).order_by("due", "pk")
    found = list(open_tasks.select_related("organisation", "issuer__parent", "parent__issuer", "thing"))
    holder, issuer = {t.pk: t.organisation for t in found}, {t.pk: t.issuer for t in found}
    for ended in ending:
        for t in found:
            if issuer[t.pk] == ended != holder[t.pk]:  # passes to whoever gave it the larger task, else to the superior
                above = issuer.get(t.parent_id, t.parent.issuer) if t.parent else ended.parent
                issuer[t.pk] = above or ended
        for t in found:
            if holder[t.pk] == ended:
                if issuer[t.pk] == ended and ended.parent:
                    issuer[t.pk] = ended.parent
                holder[t.pk] = issuer[t.pk]
    moves = [
        Move(
            t,
            t.organisation,
            heir.get(holder[t.pk].pk, holder[t.pk]),
            t.issuer,
            issuer[t.pk],
            t.organisation_id in gone,
        )
        for t in found
    ]
    return [m for m in moves if m.returned or (m.old, m.issuer) != (m.new, m.new_issuer)]


def successors_on(day: date) -> dict[int, Organisation]:
    """Old area -> the committee of the one area it passed whole to, step by step, as it stands on the day. Two queries."""
    begun = Organisation.objects.on(day).filter(level="commune", kind="state", area__since=day)
    committees = {o.area_id: o for o in begun}
    passages: dict[int, list[AreaSuccession]] = defaultdict(list)
    for passage in AreaSuccession.objects.all():
        passages[passage.old_id].append(passage)
    whole = {
        old: found[0].new_id
        for old, found in passages.items()
        if len(found) == 1 and found[0].part == AreaSuccession.Part.FULL
    }

    def last(area: int) -> int:
        while area in whole and area not in committees:
            area = whole[area]
        return area

    return {old: committees[last(old)] for old in whole if last(old) in committees}


# --- the focal officer's page: what came back, to be given anew ----------------------------------------------------
def returned_to(user: User) -> list[Task]:
    """Open tasks that came back from bodies that ended, as far as this person may give them to another."""
    rows = task_queries.visible_to(user).open().filter(returned_from__isnull=False)
    rows = rows.select_related("returned_from", "issuer", "organisation").order_by(
        by_name("returned_from__name"), "due", "pk"
    )
    return [t for t in rows if task_permissions.may_reassign(user, t)]


class GiveForm(forms.Form):
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Tasks"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one task.")},
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Give them to"), queryset=Organisation.objects.none(),
        help_text=gettext_lazy("Organisations that work today, within the programme's territory."),
    )  # fmt: skip

    def __init__(self, *args: Any, given: list[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {str(t.pk): t for t in given}
        self.fields["tasks"].choices = [
            (pk, f"{t.title} ({t.returned_from}, {t.due:%d/%m/%Y})") for pk, t in self.given.items()
        ]  # type: ignore[attr-defined]
        here = Organisation.objects.on(today()).filter(area__in_scope=True)
        self.fields["organisation"].queryset = here.order_by(rank_of("level"), by_name("name"))  # type: ignore[attr-defined]


@transaction.atomic
def give_anew(chosen: list[Task], organisation: Organisation, *, by: User) -> int:
    """Give each of the returned tasks to the organisation; how many."""
    if not chosen:
        raise Refused(_("Choose at least one task."), field="tasks")
    for task in chosen:
        tasks.reassign(task, organisation=organisation, by=by)
    return len(chosen)


@login_required
def returned(request: HttpRequest) -> HttpResponse:
    if not people.of(request.user).has("focal_officer", "department_officer"):
        raise PermissionDenied(_("Only the officers who gave these tasks give them to another organisation."))
    given = returned_to(request.user)  # type: ignore[arg-type]
    if not given:
        return render(request, "journeys/returned.html", {"heading": _("Returned tasks")})
    form = GiveForm(request.POST or None, given=given)
    return handle(
        request, form,
        lambda d: give_anew([form.given[pk] for pk in d["tasks"]], d["organisation"], by=request.user),  # type: ignore[arg-type]
        done=lambda n: ngettext("%(n)s task was given anew.", "%(n)s tasks were given anew.", n) % {"n": n},
        to="journeys:returned", template="journeys/returned.html",
        context={"heading": _("Returned tasks"), "submit": _("Give to this organisation"), "returned": len(given)},
    )  # fmt: skip


def ready() -> None:
    nav.add(
        "workspace", gettext_lazy("Work"), gettext_lazy("Returned tasks"), "journeys:returned", "back", order=35,
        visible=lambda user: people.of(user).has("focal_officer"),
    )  # fmt: skip


urlpatterns = [path("returned/", returned, name="returned")]
