"""From the decision to the archived file: decide, conclude, answer, send, publish, enforce, close."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused, today

from .. import clocks, conclusions, letters, telling
from ..kinds import PUBLICATION_WAYS, Kind, Outcome, Product
from ..models import Petition, Step
from ..rules.conclusion import SECTIONS, lacking
from ..states import Status
from ._facts import begin, day_of, done, finish, move, words

FIRST = (Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG)
SECOND = (Outcome.UPHELD, Outcome.CHANGED)
ENDS_WITH = {
    "kn_terminated": Product.TERMINATION, "kn_second": Product.SECOND, "kn_effective": Product.DECISION,
    "kn_enforced": Product.DECISION, "tc_not_handled": Product.FILE_NOTE, "tc_inspection": Product.INSPECTION,
    "tc_terminated": Product.TERMINATION, "tc_followed": Product.CONCLUSION, "tc_continued": Product.SECOND,
    "kp_answered": Product.ANSWER, "pk_published": Product.RESULT,
}  # fmt: skip
PAPER_OF = {  # the step whose number the product bears
    Product.TERMINATION: "terminate", Product.DECISION: "decide", Product.CONCLUSION: "conclude",
    Product.INSPECTION: "inspect", Product.ANSWER: "answer", Product.RESULT: "assess",
}  # fmt: skip


def _number(number: str) -> str:
    if not number.strip():
        raise Refused(_("Give the number of the paper."), field="number")
    return number


@transaction.atomic
def decide(
    petition: Petition, *, outcome: str, number: str, on: date | None = None, text: str = "", by: User
) -> Petition:
    """Decide on the complaint (LKN 31, 40). Of a second one only after the dialogue."""
    petition = begin(petition, "decide", by)
    on = day_of(on, petition.dialogue_on or petition.accepted_on)
    if outcome not in (SECOND if petition.instance == 2 else FIRST):
        raise Refused(_("Choose the outcome."), field="outcome")
    if (petition.instance == 2 or petition.discipline) and petition.dialogue_on is None:
        raise Refused(_("The dialogue comes first (LKN 39, 53, 55)."))
    move(petition, Status.KN_DECIDED, decided_on=on, outcome=outcome)
    clocks.on_decided(petition, on)
    done("petitions.decide", petition, by=by, on=on, number=_number(number), text=text, data={"outcome": outcome})
    return petition


@transaction.atomic
def send(petition: Petition, *, on: date | None = None, delivered_on: date | None = None, by: User) -> Petition:
    """Send the decision; from its delivery the right to complain again runs (LKN 32, 33, 41)."""
    petition = begin(petition, "send", by)
    on = day_of(on, petition.decided_on)
    delivered_on = day_of(delivered_on, on, "delivered_on") if delivered_on else None
    clocks.meet(petition, on, "send")
    move(petition, Status.KN_SENT, sent_on=on, delivered_on=delivered_on)
    if petition.instance == 1:
        clocks.start(petition, "right", "KN-06", delivered_on or on, today=on, remote=petition.remote)
    done("petitions.send", petition, by=by, on=on)
    telling.decided(petition)
    return petition


@transaction.atomic
def publish(petition: Petition, *, way: str, on: date | None = None, by: User) -> Petition:
    """Make the result public, of a denunciation without anything about who denounced (LKN 41.2; LTC 40)."""
    petition = begin(petition, "publish", by)
    on = day_of(on, petition.decided_on)
    if way not in PUBLICATION_WAYS:
        raise Refused(_("Choose how it is made public."), field="way")
    clocks.meet(petition, on, "publish")
    petition.published_on = on
    if petition.kind == Kind.COMPLAINT:
        if petition.instance == 1:
            raise Refused(_("The law asks it of the second decision only."))
        move(petition, Status.KN_PUBLISHED)
    elif petition.kind == Kind.REGULATION:
        move(petition, Status.PK_PUBLISHED)
    petition.save()
    done("petitions.publish", petition, by=by, on=on, data={"way": way})
    return petition


@transaction.atomic
def take_effect(petition: Petition, *, on: date | None = None, by: User) -> Petition:
    """The decision is in force (LKN 44): not before its day, nor before the right to complain again has run out."""
    petition = begin(petition, "take_effect", by)
    on = day_of(on, petition.decided_on)
    waits = petition.clocks.filter(ended_on=None, purpose__in=["effect", "right"]).order_by("-due").first()
    if waits and on <= waits.due:
        raise Refused(
            _("Not before %(day)s has passed (%(rule)s).") % {"day": f"{waits.due:%d/%m/%Y}", "rule": waits.rule}
        )
    move(petition, Status.KN_EFFECTIVE)
    clocks.meet(petition, on, "effect")
    clocks.end(petition, on, "right")
    done("petitions.take_effect", petition, by=by, on=on)
    return petition


@transaction.atomic
def enforce(petition: Petition, *, text: str = "", by: User) -> Petition:
    """Carry the decision out (thi hành)."""
    petition = begin(petition, "enforce", by)
    move(petition, Status.KN_ENFORCING)
    done("petitions.enforce", petition, by=by, on=today(), text=text)
    return petition


@transaction.atomic
def finish_enforcing(petition: Petition, *, text: str, by: User) -> Petition:
    """The decision was carried out, with what was done."""
    petition = begin(petition, "finish_enforcing", by)
    if not words(text):
        raise Refused(_("Say what was done."), field="text")
    move(petition, Status.KN_ENFORCED)
    done("petitions.finish_enforcing", petition, by=by, on=today(), text=text)
    return petition


@transaction.atomic
def write_conclusion(petition: Petition, *, by: User, **said: str) -> Petition:
    """Write what the verification came to, section by section (`rules/conclusion.py`, LTC 35.2): sealed, never kept here.

    Written again it is the next version, until its paper is being prepared.
    """
    petition = begin(petition, "write_conclusion", by)
    told = {s.code: words(said.get(s.code) or "") for s in SECTIONS}
    if code := lacking(told):
        raise Refused(_("The law asks for this."), field=code)
    if letters.open_for(petition, "conclude"):
        raise Refused(_("The paper of the conclusion is being prepared. Void it, then write the conclusion anew."))
    version = conclusions.seal(petition, told, by=by)
    done("petitions.write_conclusion", petition, by=by, on=today(), data={"version": version})
    return petition


@transaction.atomic
def conclude(petition: Petition, *, outcome: str, number: str, on: date | None = None, by: User) -> Petition:
    """Conclude on the denunciation (LTC 35). The words lie in the vault; here stand number, day and outcome."""
    petition = begin(petition, "conclude", by)
    on = day_of(on, petition.accepted_on)
    if outcome not in FIRST:
        raise Refused(_("Choose the outcome."), field="outcome")
    if conclusions.written(petition) is None:
        raise Refused(_("Write the conclusion first (LTC 35.2)."))
    move(petition, Status.TC_CONCLUDED, decided_on=on, outcome=outcome)
    clocks.on_concluded(petition, on)
    done("petitions.conclude", petition, by=by, on=on, number=_number(number), data={"outcome": outcome})
    return petition


@transaction.atomic
def inform(petition: Petition, *, on: date | None = None, by: User) -> Petition:
    """Send the conclusion to the denounced and the body that manages them; inform the denouncer (LTC 35.3)."""
    petition = begin(petition, "inform", by)
    on = day_of(on, petition.decided_on)
    clocks.meet(petition, on, "send")
    petition.sent_on = on
    petition.save(update_fields=["sent_on"])
    done("petitions.inform", petition, by=by, on=on)
    telling.decided(petition)
    return petition


@transaction.atomic
def act_on(petition: Petition, *, number: str = "", on: date | None = None, by: User) -> Petition:
    """Act on the conclusion (LTC 36.1)."""
    petition = begin(petition, "act_on", by)
    on = day_of(on, petition.decided_on)
    clocks.meet(petition, on, "act")
    petition.acted_on = on
    petition.save(update_fields=["acted_on"])
    done("petitions.act_on", petition, by=by, on=on, number=number)
    return petition


@transaction.atomic
def follow(petition: Petition, *, by: User) -> Petition:
    """The conclusion was sent, acted on and made public; its carrying out is followed."""
    petition = begin(petition, "follow", by)
    missing = [
        str(label)
        for value, label in (
            (petition.sent_on, _("sent")),
            (petition.acted_on, _("acted on")),
            (petition.published_on, _("made public")),
        )
        if value is None
    ]
    if missing:
        raise Refused(_("The conclusion is not yet: %(what)s.") % {"what": ", ".join(missing)})
    move(petition, Status.TC_FOLLOWED)
    done("petitions.follow", petition, by=by, on=today())
    return petition


@transaction.atomic
def close(petition: Petition, *, by: User) -> Petition:
    """Close, with the product of its way; without one there is nothing to close."""
    petition = begin(petition, "close", by)
    product = ENDS_WITH[petition.status]
    paper = Step.objects.filter(petition=petition, verb=PAPER_OF.get(product, "")).last()
    clocks.end(petition, today())
    finish(petition, Status.CLOSED, product, today(), paper.number if paper else "")
    done("petitions.close", petition, by=by, on=today(), number=petition.product_number, data={"product": product})
    return petition


@transaction.atomic
def archive(petition: Petition, *, by: User) -> Petition:
    """Put the file into the archive (lưu trữ)."""
    petition = begin(petition, "archive", by)
    move(petition, Status.ARCHIVED)
    done("petitions.archive", petition, by=by, on=today())
    return petition
