"""Co-handling: another body is asked a question, answers it by its day, or the question is taken back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must, today

from .. import oversight, states, telling
from ..models import Opinion, Petition
from ..states import OpinionStatus
from ._facts import begin, line, words


@transaction.atomic
def ask_opinion(petition: Petition, *, to: Organisation, text: str, by_day: date, by: User) -> Opinion:
    """Ask another body (lấy ý kiến phối hợp). It gets the question alone, so the question must stand by itself."""
    petition = begin(petition, "ask_opinion", by)
    if petition.sealed:
        raise Refused(_("What is sealed is not sent around; name a second reader, who reads it in the vault."))
    if to.pk == petition.organisation_id or not to.in_force_on(today()):
        raise Refused(_("Choose another body, one that still stands."), field="to_org")
    if not (question := words(text)):
        raise Refused(_("Write the question."), field="text")
    if by_day < today():
        raise Refused(_("This day has passed."), field="by_day")
    if petition.opinions.filter(of=to, status=OpinionStatus.ASKED).exists():
        raise Refused(_("This body was asked already and has not answered yet."), field="to_org")
    made = Opinion.objects.create(
        petition=petition, of=to, question=question, due=by_day, asked_on=today(), asked_by=by
    )
    record.append("petitions.ask_opinion", subject=petition.thing, by=by, data={"of": to.short_name, "due": by_day})
    telling.opinion_asked(made)
    return made


@transaction.atomic
def give_opinion(opinion: Opinion, *, text: str, number: str = "", minutes: Any = None, by: User) -> Opinion:
    """The body that was asked answers, with its paper if there is one."""
    must(oversight.may_give_opinion(by, opinion))
    opinion = lock(opinion)
    states.check_opinion_move(opinion.status, OpinionStatus.GIVEN)
    if not (text := words(text)):
        raise Refused(_("Write what your body thinks."), field="text")
    thing = opinion.petition.thing
    file = files.store(minutes, thing=thing, by=by, field="minutes") if minutes is not None else None
    opinion.status, opinion.text, opinion.number, opinion.file = OpinionStatus.GIVEN, text, line(number, 80), file
    opinion.given_on, opinion.given_by = today(), by
    opinion.save()
    record.append("petitions.give_opinion", subject=thing, by=by, data={"of": opinion.of.short_name})
    telling.opinion_given(opinion)
    return opinion


@transaction.atomic
def withdraw_opinion(opinion: Opinion, *, by: User) -> Opinion:
    """The answer is no longer needed."""
    must(oversight.may_withdraw_opinion(by, opinion))
    opinion = lock(opinion)
    states.check_opinion_move(opinion.status, OpinionStatus.WITHDRAWN)
    opinion.status = OpinionStatus.WITHDRAWN
    opinion.save(update_fields=["status"])
    record.append(
        "petitions.withdraw_opinion", subject=opinion.petition.thing, by=by, data={"of": opinion.of.short_name}
    )
    return opinion
