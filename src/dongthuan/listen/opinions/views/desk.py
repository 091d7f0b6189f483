"""The consolidation desk: groups of a clause, what is corrected by hand, what is proposed and approved."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.people import queries as people
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.texts import queries as texts
from dongthuan.web.kit import chips_for, handle, paginate

from .. import actions, charges, forms, permissions, queries, referrals, summary
from ..models import Correction, Group, Posting
from ..states import Gathered, Stance, Status
from ..tables import label_of
from .staff import crumbs, demand, do, one

Facts = dict[str, Any]


@login_required
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Every clause with its groups; how many wait for a place, for a decision, for an approval."""
    posting = one(request, pk, mine=True)
    found = summary.synthesis(posting) if posting.posted else None
    rows = [r for r in found.rows if r.group] if found else []
    charged = charges.charges(posting)
    asked = referrals.counts(posting)
    for row in rows:
        row.asked = asked.get(row.group.pk)
        row.charge = charged.of(row.group)
        row.late = charges.late(row.charge, row.group)
    kept = _kept({p.organisation_id for p in people.of(request.user).all_posts})
    numbers = {show: sum(map(wanted, rows)) for show, (_label, wanted) in kept.items()}
    show = request.GET.get("show", "") if request.GET.get("show") in kept else ""
    labels = [(key, label) for key, (label, _wanted) in kept.items() if numbers[key] or key in ("", show)]
    rows = [r for r in rows if kept[show][1](r)]
    proposed = [r.group for r in rows if r.group.code and not r.group.approved_at]
    context = {
        "posting": posting, "found": found, "page": paginate(request, rows), "waiting": queries.waiting(posting),
        "counts": summary.counts(posting), "proposed": proposed, "may_group": permissions.may_group(request.user, posting),
        "may_approve": permissions.may_approve(request.user, posting), "deciding": posting.status == Status.DECIDING,
        "corrections": _corrections(posting)[:20], "show": show, "chips": chips_for(request, "show", labels, numbers),
        "may_decide": permissions.may_decide(request.user, posting),
    }  # fmt: skip
    return render(request, "opinions/desk.html", context)


def _kept(mine: set[int]) -> dict[str, tuple[Any, Callable[[Any], bool]]]:
    """What the desk can be narrowed to, and which rows that are. `mine`: the bodies of who looks."""
    return {
        "": (_("All groups"), lambda r: True),
        "open": (_("Only those not decided"), lambda r: not r.code),
        "mine": (_("Given to my body"), lambda r: bool(r.charge) and r.charge.organisation_id in mine),
        "nobody": (_("Given to nobody"), lambda r: not r.charge and not r.code),
        "late": (_("Overdue"), lambda r: r.late),
        "asked": (_("Another body is asked"), lambda r: bool(r.asked)),
    }


def _corrections(posting: Posting) -> Any:
    rows = Correction.objects.filter(posting=posting, undone_at=None)
    return rows.select_related("source__sample", "target__sample", "by")


@login_required
@require_POST
def regroup(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk, mine=True)
    to = reverse("opinions:desk", args=[pk])

    done = _("The opinions are being grouped; come back in a moment.")
    return do(request, lambda: actions.ask_to_group(posting, by=request.user), to, done)


@login_required
@require_POST
def approve_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve every proposal that stood on the page, as it stood there."""
    posting = one(request, pk, mine=True)
    seen = pairs(request.POST.getlist("seen"))
    to = reverse("opinions:desk", args=[pk])
    return do(request, lambda: actions.approve_all(posting, seen=seen, by=request.user), to,
              lambda n: _("%(n)s decisions were approved.") % {"n": n})  # fmt: skip


def pairs(values: list[str]) -> dict[int, int]:
    """Groups as they were read: group → revision."""
    return dict(pair for value in values if (pair := _pair(value)))


def _pair(value: str) -> tuple[int, int] | None:
    left, _colon, right = value.partition(":")
    return (int(left), int(right)) if left.isdecimal() and right.isdecimal() and len(value) < 30 else None


# --- one group ----------------------------------------------------------------------------------------------------
def _group(request: HttpRequest, pk: int) -> Group:
    rows = queries.groups_visible_to(request.user)
    with_all = (
        "posting__organiser",
        "posting__version",
        "clause",
        "sample",
        "thing",
        "after",
        "proposed_by",
        "approved_by",
    )
    return get_object_or_404(rows.select_related(*with_all), pk=pk)


def trail(group: Group) -> list[tuple[str, str]]:
    desk_url = reverse("opinions:desk", args=[group.posting_id])
    return [*crumbs(group.posting), (_("Consolidation desk"), desk_url),
            (label_of(group), reverse("opinions:group", args=[group.pk]))]  # fmt: skip


def _beside(group: Group) -> Any:
    """The other groups on the same clause that opinions may go to."""
    rows = Group.objects.filter(posting=group.posting_id, clause=group.clause_id, approved_at=None, merged_into=None)
    return queries.counted(rows.exclude(pk=group.pk))


@login_required
def group(request: HttpRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    posting, user = found.posting, request.user
    place = queries.provision(posting, found.clause_id)
    context = {
        "group": found, "posting": posting, "label": label_of(found), "place": place, "spread": summary.spread(found),
        "page": paginate(request, queries.opinions_of(found)), "beside": _beside(found),
        "pieces": texts.diff(queries.words_of(posting, found.clause), found.wording) if found.wording and place else [],
        "may_manage": permissions.may_manage(user, posting),
        "may_correct": permissions.may_correct(user, found), "may_propose": permissions.may_propose(user, found),
        "may_approve": permissions.may_approve(user, posting), "like": found.gathered == Gathered.LIKE,
        "referrals": referrals.of_group(found), "plain": found.gathered == Gathered.PLAIN, "history": record.history(user, found.thing),
        "corrections": _corrections(posting).filter(target=found) | _corrections(posting).filter(source=found),
    }  # fmt: skip
    return render(request, "opinions/group.html", context)


@login_required
def name(request: HttpRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    demand(permissions.may_correct(request.user, found))
    form = forms.NameForm(request.POST or None, initial={"name": found.name})
    return handle(
        request, form, lambda d: actions.name(found, by=request.user, **d), done=_("The group has its name."),
        to=reverse("opinions:group", args=[pk]),
        context={"heading": _("Name the group"), "crumbs": trail(found)},
    )  # fmt: skip


@login_required
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    demand(permissions.may_correct(request.user, found))
    form = forms.MergeForm(request.POST or None, targets=_beside(found).filter(gathered=Gathered.LIKE))
    return handle(
        request, form, lambda d: actions.merge(found, d["target"], by=request.user), done=_("The groups are one now."),
        to=lambda made: reverse("opinions:group", args=[made.target_id]),
        context={"heading": _("Merge into another group"), "crumbs": trail(found), "submit": _("Merge"),
                 "lead": _("It can be undone. What comes later and would belong to this group follows.")},
    )  # fmt: skip


@login_required
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose opinions and say where they go; a group of its own is named here."""
    found = _group(request, pk)
    demand(permissions.may_correct(request.user, found))
    rows = queries.opinions_of(found)
    form = forms.MoveForm(request.POST or None, targets=_beside(found), opinions=rows)
    page = paginate(request, rows, 100)
    return handle(
        request, form,
        lambda d: actions.move(found, d["opinions"], d["target"], name=d["name"], by=request.user),
        done=_("The opinions stand in their new place."), to=lambda made: reverse("opinions:group", args=[made.target_id]),
        template="opinions/move.html",
        context={"heading": _("Move or split off opinions"), "crumbs": trail(found), "page": page, "group": found},
    )  # fmt: skip


@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    demand(permissions.may_propose(request.user, found))
    posting = found.posting
    places = queries.places(posting)
    clauses = [(pk, p.heading) for pk, (_n, p) in places.items()]
    blocks, reason = chosen_block(request, posting)
    initial = _so_far(found) | ({"reason": reason} if reason else {})
    form = forms.ProposeForm(request.POST or None, group=found, clauses=clauses, initial=initial)

    def act(d: Facts) -> Group:
        after = places.get(d.pop("after", None))
        return actions.propose(found, after=after[1].row.clause if after else None, by=request.user, **d)

    return handle(
        request, form, act, done=_("Proposed. A leader approves it."), to=reverse("opinions:group", args=[pk]),
        template="opinions/propose.html",
        context={"blocks": blocks, "heading": _("Propose a decision"), "crumbs": trail(found), "group": found, "label": label_of(found),
                 "spread": summary.spread(found), "referrals": referrals.of_group(found),
                 "place": queries.provision(posting, found.clause_id),
                 "submit": _("Propose this decision")},
    )  # fmt: skip


def chosen_block(request: HttpRequest, posting: Posting) -> tuple[Any, str]:
    """The text blocks of the organiser, and the words of the one that was picked."""
    blocks = queries.blocks_of(posting.organiser_id)
    value = request.GET.get("block", "")
    picked = blocks.filter(pk=int(value)).first() if value.isdecimal() and len(value) < 19 else None
    return blocks, picked.text if picked else ""


def _so_far(group: Group) -> Facts:
    """What the form starts from: what is proposed, else the words as they read now."""
    facts = {
        "name": group.name,
        "seen": group.revision,
        "code": group.code,
        "reason": group.reason,
        "after": group.after_id,
    }
    now = queries.wording_now(group.posting, group.clause, but=group)
    common = group.sample.wording if group.sample and group.stance == Stance.CHANGES else ""
    fresh = now == queries.words_of(group.posting, group.clause)
    return facts | {"wording": group.wording or (common if common and fresh else now)}


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    value = request.POST.get("seen", "")
    seen = int(value) if value.isdecimal() and len(value) < 10 else -1
    to = reverse("opinions:group", args=[pk])
    return do(request, lambda: actions.approve(found, seen=seen, by=request.user), to, _("The decision is approved."))


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Correction.objects.filter(posting__in=queries.own(request.user))
    correction = get_object_or_404(rows, pk=pk)
    to = reverse("opinions:desk", args=[correction.posting_id])
    return do(request, lambda: actions.undo(correction, by=request.user), to, _("It was undone."))
