"""Deciding on groups with four eyes, and answering everyone at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.jobs.kit import enqueue
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts import queries as text_queries
from dongthuan.foundation.texts.kit import Addition, Edit
from dongthuan.foundation.texts.models import Clause, ClauseVersion, Version
from dongthuan.foundation.things.kit import Refused, clean_text
from dongthuan.listen.consultations.states import FAULTS
from dongthuan.listen.consultations.states import rules as codes

from .. import anchors, permissions, queries
from ..models import Group, Posting
from ..states import Gathered, Stance, Status, check_move
from ..summary import outcomes
from ..tables import label_of
from ._facts import hold, line


@transaction.atomic
def propose(
    group: Group, *, code: str, reason: str = "", wording: str = "", after: Clause | None = None, name: str = "",
    seen: int | None = None, by: User,
) -> Group:  # fmt: skip
    """Propose a decision on a group. `name`: what it means, in an official's words. `seen`: the revision that was read."""
    group, data = _propose(hold(group.posting), group, code, reason, wording, after, name, seen, by)
    record.append("opinions.propose", subject=group.thing, by=by, data=data)
    return group


@transaction.atomic
def propose_many(posting: Posting, *, seen: dict[int, int], code: str, reason: str = "", by: User) -> int:
    """One decision with one reason on several groups (group → revision that was read); how many. None changes the draft."""
    posting = hold(posting)
    permissions.check(permissions.may_decide(by, posting))
    if code in codes.WORDING_NEEDED:
        raise Refused(_("A change of the text is proposed on its own group."), field="code")
    groups = list(posting.groups.filter(pk__in=seen, approved_at=None, merged_into=None).order_by("pk"))
    if not groups:
        raise Refused(_("Choose at least one group that is not decided."))
    if nameless := [g for g in groups if g.gathered == Gathered.LIKE and not g.name]:
        raise Refused(_("Name these groups first: %(which)s") % {"which": "; ".join(label_of(g) for g in nameless[:5])})
    done = {}
    for group in groups:
        made, data = _propose(posting, group, code, reason, "", None, "", seen[group.pk], by)
        done[made.thing] = data
    record.append_many("opinions.propose", done, by=by)
    record.append(
        "opinions.propose_many", subject=posting.thing, by=by, data={"code": code, "groups": [g.pk for g in groups]}
    )
    return len(done)


def _propose(
    posting: Posting, group: Group, code: str, reason: str, wording: str, after: Clause | None, name: str, seen: int | None,
    by: User,
) -> tuple[Group, dict[str, str]]:  # fmt: skip
    group = Group.objects.select_related("clause", "thing", "posting__organiser").get(pk=group.pk)
    permissions.check(permissions.may_propose(by, group))
    if seen is not None and seen != group.revision:
        raise Refused(_("This group changed in the meantime. Open it again, read it, then decide."))
    reason, wording, name = clean_text(reason).strip(), clean_text(wording).strip(), line(name, 300)
    if code not in codes.WORDING_NEEDED:
        wording, after = "", None
    stance = "agree" if group.stance == Stance.AGREE else "propose"
    old = queries.words_of(posting, group.clause)
    if fault := codes.fault(code, stance=stance, reason=reason, wording=wording, old=old):
        raise Refused(FAULTS[fault[1]], field=fault[0])
    if group.clause_id is None and wording and (after is None or not _stands(posting, after)):
        raise Refused(_("Say behind which clause the new one is to stand."), field="after")
    if group.gathered == Gathered.LIKE and not (name or group.name):
        raise Refused(_("Write what these opinions mean."), field="name")
    group.code, group.reason, group.wording, group.after = (
        code,
        reason,
        wording,
        after if group.clause_id is None else None,
    )
    group.name, group.proposed_by, group.revision = name or group.name, by, group.revision + 1
    group.base = queries.wording_now(posting, group.clause, but=group) if wording else ""
    group.save()
    return group, {"code": code, "reason": reason, "wording": wording, "old": old, "name": group.name}


def _stands(posting: Posting, clause: Clause) -> bool:
    return ClauseVersion.objects.filter(version=posting.version_id, clause=clause).exists()


@transaction.atomic
def approve(group: Group, *, seen: int | None = None, by: User) -> Group:
    """A leader approves what was proposed on a group, as it was read."""
    posting = hold(group.posting)
    permissions.check(permissions.may_approve(by, posting))
    if (done := _approve(group, posting, seen, by)) is None:
        return group
    record.append("opinions.approve", subject=done.thing, by=by, data={"code": done.code})
    return done


def _approve(group: Group, posting: Posting, seen: int | None, by: User) -> Group | None:
    """The group approved; None when it was already."""
    group = Group.objects.select_related("clause", "thing").get(pk=group.pk)
    if group.approved_at:
        return None
    if not group.code:
        raise Refused(_("Nothing was proposed that could be approved."))
    if seen is not None and seen != group.revision:
        raise Refused(_("The proposal was changed in the meantime. Read it as it stands now, then approve."))
    if group.proposed_by_id == by.pk:
        raise Refused(_("Who proposed a decision does not approve it."))
    if group.wording and group.clause_id and group.base != queries.wording_now(posting, group.clause, but=group):
        raise Refused(
            _("Another change of this clause was approved since this wording was proposed. Propose it again from the words "
              "as they read now.")
        )  # fmt: skip
    group.approved_by, group.approved_at = by, timezone.now()
    group.save(update_fields=["approved_by", "approved_at"])
    return group


@transaction.atomic
def approve_all(posting: Posting, *, seen: dict[int, int], by: User) -> int:
    """Approve the proposals that were read (group → revision); how many. One that cannot be approved stops them all."""
    posting = hold(posting)
    permissions.check(permissions.may_approve(by, posting))
    waiting = (
        posting.groups.filter(pk__in=seen, approved_at=None).exclude(code="").exclude(proposed_by=by).order_by("pk")
    )
    done = [g for group in waiting if (g := _approve(group, posting, seen[group.pk], by))]
    record.append_many("opinions.approve", {g.thing: {"code": g.code} for g in done}, by=by)
    record.append("opinions.approve_all", subject=posting.thing, by=by, data={"groups": len(done)})
    return len(done)


@transaction.atomic
def close(posting: Posting, *, by: User) -> Posting:
    """Answer everyone: what was accepted makes the next version, each changed clause with the group it comes from."""
    posting = hold(posting)
    permissions.check(permissions.may_close(by, posting))
    check_move(posting.status, Status.CLOSED)
    sums = outcomes(posting)
    base = text_queries.latest(posting.version.text) or posting.version
    changes, orphans = _changes(posting, base)
    if changes:
        note = f"Tiếp thu ý kiến Nhân dân: {posting.title}"
        posting.next_version = texts.new_version(base.text, changes, base=base, note=note, by=by)
        if posting.about_id is None:
            texts.freeze(posting.next_version, by=by)
    posting.status = Status.CLOSED
    posting.save(update_fields=["status", "next_version"])
    record.append(
        "opinions.close", subject=posting.thing, by=by,
        data={"changed": len(changes), "received": sum(sums.values()), "outcomes": sums, "orphans": orphans},
    )  # fmt: skip
    return posting


@transaction.atomic
def mail_answers(posting: Posting, *, by: User) -> Posting:
    """Have a letter written to each person who left an e-mail address; asked for again, only those not written yet."""
    posting = hold(posting)
    permissions.check(permissions.may_mail(by, posting))
    posting.mailed_at = timezone.now()
    posting.save(update_fields=["mailed_at"])
    from ..jobs import write_letters as job  # the jobs know the actions

    enqueue(job, key=f"opinions.write_letters:{posting.pk}", posting=posting.pk)
    record.append("opinions.mail_answers", subject=posting.thing, by=by)
    return posting


def _changes(posting: Posting, base: Version) -> tuple[list[Edit | Addition], list[list[str]]]:
    """What the next version changes, each change with the group that gave it; and what finds no place in it, with why.

    `base` is the last version: where the draft moved on meanwhile, a clause that went or reads otherwise is not written over.
    """
    rows = {r.clause_id: r for r in ClauseVersion.objects.filter(version=base)}
    sent = {r.clause_id: r for r in ClauseVersion.objects.filter(version=posting.version_id)}
    edits: dict[int, Edit] = {}
    additions: dict[int, list[Addition]] = {}
    orphans: list[list[str]] = []
    for group in queries.changing(posting):
        clause = group.clause or group.after
        assert clause is not None
        if reason := anchors.lost(sent.get(clause.pk), rows.get(clause.pk), changed=group.clause is not None):
            orphans.append([clause.heading, reason])
        elif group.clause is not None:
            words = "text" if rows[clause.pk].text else "title"
            edits[clause.pk] = Edit(clause, **{words: group.wording}, source=group.thing)
        else:
            row, beside = rows[clause.pk], additions.setdefault(clause.pk, [])
            number = f"{row.number}{codes.inserted(len(beside))}" if row.number else ""
            beside.append(Addition(row.kind, group.wording, number, after=clause, source=group.thing))
    # Each new clause is put right behind its neighbour, so the last one goes in first.
    return [*edits.values(), *(a for beside in additions.values() for a in reversed(beside))], orphans
