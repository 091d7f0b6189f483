"""Asking other organisations for their view of a group; answering. What they see of it holds nothing of who spoke."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock, today

from .. import permissions, queries, referrals
from ..models import Group, Posting, Referral
from ..states import Gathered
from ..tables import label_of
from ._facts import LONG, hold


@transaction.atomic
def refer(
    posting: Posting, *, groups: Sequence[Group], organisation: Organisation, due: date, question: str, by: User
) -> list[Referral]:
    """Ask an organisation for its view of groups until a day. Whom it was asked of already is not asked twice."""
    posting = hold(posting)
    permissions.check(permissions.may_group(by, posting))
    chosen = list(
        posting.groups.filter(pk__in=[g.pk for g in groups], approved_at=None, merged_into=None).order_by("pk")
    )
    if not chosen:
        raise Refused(_("Choose at least one group that is not decided."))
    if nameless := [g for g in chosen if g.gathered == Gathered.LIKE and not g.name]:
        raise Refused(_("Name these groups first: %(which)s") % {"which": "; ".join(label_of(g) for g in nameless[:5])})
    if not queries.askable(posting).filter(pk=organisation.pk).exists():
        raise Refused(_("This organisation has no officer here who could answer."), field="organisation")
    if due < today():
        raise Refused(_("This day has passed."), field="due")
    question = clean_text(question).strip()
    if not question or len(question) > LONG:
        raise Refused(_("Write what you ask."), field="question")
    asked = set(referrals.waiting().filter(group__in=chosen, organisation=organisation).values_list("group", flat=True))
    values = {"posting": posting, "organisation": organisation, "question": question, "due": due, "by": by}
    made = [Referral.objects.create(group=g, **values) for g in chosen if g.pk not in asked]
    if not made:
        raise Refused(_("This organisation is asked already."), field="organisation")
    referrals.tell_asked(made)
    record.append(
        "opinions.refer", subject=posting.thing, by=by,
        data={"groups": [r.group_id for r in made], "organisation": organisation.name, "due": due, "question": question},
    )  # fmt: skip
    return made


@transaction.atomic
def answer_referral(referral: Referral, *, answer: str, by: User) -> Referral:
    """Answer in the name of the organisation that was asked; worded anew until the group is decided."""
    hold(referral.posting)
    referral = lock(referral)
    permissions.check(permissions.may_answer_referral(by, referral))
    answer = clean_text(answer).strip()
    if not answer or len(answer) > LONG:
        raise Refused(_("Write the answer."), field="answer")
    if answer == referral.answer:
        return referral
    referral.answer, referral.answered_by, referral.answered_at = answer, by, timezone.now()
    referral.save(update_fields=["answer", "answered_by", "answered_at"])
    referrals.tell_asker(referral)
    record.append(
        "opinions.answer_referral", subject=referral.group.thing, by=by,
        data={"organisation": referral.organisation.name, "answer": answer},
    )  # fmt: skip
    return referral


@transaction.atomic
def take_referral_back(referral: Referral, *, by: User) -> Referral:
    """The organiser no longer asks; an answer that was given stays."""
    posting = hold(referral.posting)
    referral = lock(referral)
    permissions.check(permissions.may_manage(by, posting))
    if referral.answered_at:
        raise Refused(_("This was answered."))
    if referral.taken_back_at is None:
        referral.taken_back_at = timezone.now()
        referral.save(update_fields=["taken_back_at"])
        record.append(
            "opinions.take_referral_back", subject=referral.group.thing, by=by,
            data={"organisation": referral.organisation.name},
        )  # fmt: skip
    return referral
