"""From the register to the right hands: register, classify, complete, split, join, guide, transfer, return, refuse."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, today

from .. import clocks, grounds, letters, requirements, sealed, telling
from ..kinds import Field, Kind, Link, Product
from ..models import Petition, Petitioner, Statement
from ..states import Status
from ._facts import begin, day_of, done, finish, line, move, next_code, words
from .receive import PERSON, refold, write_down

START = {Kind.COMPLAINT: "kn_admissibility", Kind.REFLECTION: "kp_assigned", Kind.REGULATION: "pk_assess"}
CLASSES = (Kind.COMPLAINT, Kind.DENUNCIATION, Kind.REFLECTION, Kind.REGULATION, Kind.MIXED)


@transaction.atomic
def register(
    petition: Petition, *, title: str = "", field: str = "", signed: bool = False, by: User
) -> Petition:  # fmt: skip
    """Enter it in the register (vào sổ), with a sentence that names nobody. Of a denunciation there is no sentence."""
    petition = begin(petition, "register", by)
    title = line(title, 300)
    if not petition.sealed and not title:
        raise Refused(_("Say in one sentence, without names, what it is about."), field="title")
    if field and field not in Field.values:
        raise Refused(_("This is not one of the fields."), field="field")
    petition.title = "" if petition.sealed else title
    move(petition, Status.REGISTERED, field=field)
    if signed:
        Statement.objects.filter(petition=petition).update(signed=True)
    refold(petition)
    done("petitions.register", petition, by=by, on=today(), data={"field": field})
    return petition


@transaction.atomic
def classify(petition: Petition, *, kind: str, discipline: bool = False, by: User) -> Petition:
    """Say what kind it is (phân loại). The channel plays no part; a denunciation goes into the vault at once."""
    petition = begin(petition, "classify", by)
    if kind not in CLASSES:
        raise Refused(_("Choose the kind."), field="kind")
    if petition.sealed and kind != Kind.DENUNCIATION:
        raise Refused(
            _("Its sender denounces: what lies in the vault is not classified as another kind."), field="kind"
        )
    if kind == Kind.DENUNCIATION and not petition.sealed:
        letters.empty(petition, by=by)
        sealed.move_in(petition, by=by)
    petition.kind, petition.discipline = kind, discipline and kind == Kind.COMPLAINT
    move(petition, Status.CLASSIFIED)
    clocks.on_classified(petition, today())
    done("petitions.classify", petition, by=by, on=today(), data={"kind": kind})
    return petition


@transaction.atomic
def ask_to_complete(petition: Petition, *, missing: Iterable[str], by: User) -> Petition:
    """Keep it as received and invite its sender to complete or sign it; what is missing is said by code."""
    petition = begin(petition, "ask_to_complete", by)
    codes = [c for c in missing if c in requirements.LABELS]
    if not codes:
        raise Refused(_("Say what is missing."), field="missing")
    letters.check_may_turn(petition)
    move(petition, Status.AWAITING)
    done("petitions.ask_to_complete", petition, by=by, on=today(), text=", ".join(codes), data={"missing": codes})
    return petition


@transaction.atomic
def complete(petition: Petition, *, signed: bool, known_on: date | None = None, by: User) -> Petition:
    """What was missing came; it is classified again from the register."""
    petition = begin(petition, "complete", by)
    move(petition, Status.REGISTERED)
    more: dict[str, Any] = {"signed": True} if signed else {}
    if known_on:
        more["known_on"] = day_of(known_on, None, "known_on")
    if more:
        Statement.objects.filter(petition=petition).update(**more)
    done("petitions.complete", petition, by=by, on=today())
    return petition


@transaction.atomic
def take_up(petition: Petition, *, basis: str = "", by: User) -> Petition:
    """This body is competent (thuộc thẩm quyền); the way of its kind begins."""
    petition = begin(petition, "take_up", by)
    if petition.kind == Kind.DENUNCIATION:
        move(petition, Status.TC_REVIEW if petition.instance == 2 else Status.TC_CHECK)
    else:
        move(petition, START[Kind(petition.kind)])
    done("petitions.take_up", petition, by=by, on=today(), text=basis)
    telling.to_lead(petition)
    return petition


@transaction.atomic
def split(petition: Petition, *, parts: Iterable[tuple[str, str, str]], by: User) -> list[Petition]:
    """Split a mixed petition into one case per content (LTCD 25.3): kind, a sentence without names, its words.

    Each keeps its sender and the day it was received. If a part denounces, the whole goes into the vault as well.
    """
    petition = begin(petition, "split", by)
    wanted = [(kind, line(title, 300), words(content)) for kind, title, content in parts if kind]
    if len(wanted) < 2:
        raise Refused(_("Name at least two parts."), field="kind_2")
    if any(kind not in CLASSES or kind == Kind.MIXED or not (title and content) for kind, title, content in wanted):
        raise Refused(_("Each part needs its kind, a sentence without names, and its words."), field="kind_1")
    made = [_part(petition, kind, title, content, by) for kind, title, content in wanted]
    if any(kind == Kind.DENUNCIATION for kind, _title, _content in wanted):
        letters.empty(petition, by=by)
        sealed.move_in(petition, by=by)
    clocks.end(petition, today())
    finish(petition, Status.SPLIT, Product.CASES, today(), ", ".join(p.code for p in made))
    done("petitions.split", petition, by=by, on=today(), data={"codes": [p.code for p in made]})
    return made


def _part(whole: Petition, kind: str, title: str, content: str, by: User) -> Petition:
    denounces = kind == Kind.DENUNCIATION
    part = new_case(whole, whole.organisation, Link.SPLIT, registrar=by, sealed=denounces, kind=kind, field=whole.field)
    persons = [{f: getattr(p, f) for f in (*PERSON, "represents")} for p in whole.petitioners.all()]
    if denounces:
        sealed.seal(part, content=content, persons=persons, details={}, uploads=[], by=by)
    else:
        old = Statement.objects.get(petition=whole)
        part.title = title
        part.save(update_fields=["title"])
        details = {"against": old.against, "known_on": old.known_on, "written_on": old.written_on, "signed": old.signed}
        write_down(part, content, persons, details)
    move(part, Status.REGISTERED)
    move(part, Status.CLASSIFIED)
    clocks.on_classified(part, today())
    clocks.settle(part)
    return part


def new_case(source: Petition, to: Organisation, link: str, **fields: Any) -> Petition:
    """A case of its own at a body, made from another. It says from which."""
    return Petition.objects.create(
        code=next_code(today()), channel=source.channel, received_on=fields.pop("received_on", source.received_on),
        intake=to, organisation=to, anonymous=source.anonymous, remote=source.remote, parent=source, link=link, **fields,
    )  # fmt: skip


def copy_case(
    source: Petition, to: Organisation, link: str, *, about: User | None = None, by: User, **fields: Any
) -> Petition:  # fmt: skip
    """The same words and persons for another body. What is sealed is handed over with its dossier, never copied."""
    if source.sealed:
        copy = new_case(source, to, link, sealed=True, kind=source.kind, dossier=source.dossier, **fields)
        sealed.hand_over(copy, to, about=about, by=by)
        return copy
    copy = new_case(source, to, link, title=source.title, **fields)
    if statement := Statement.objects.filter(petition=source).first():
        statement.pk, statement.petition = None, copy
        statement._state.adding = True
        statement.save()
    Petitioner.objects.bulk_create(
        [Petitioner(petition=copy, **{f: getattr(p, f) for f in COPIED}) for p in source.petitioners.all()]
    )
    for old in source.attachments.select_related("file"):
        stored = files.store(old.file.bytes(), name=old.file.name, thing=copy.thing, by=by)
        copy.attachments.create(file=stored, given_on=old.given_on, by_sender=old.by_sender)
    refold(copy)
    return copy


COPIED = (*PERSON, "represents", "key", "phone_key")


@transaction.atomic
def join(petition: Petition, *, to: Petition, by: User) -> Petition:
    """The same matter was sent before: joined to that case, and not lost (đơn trùng). Its sender follows that case."""
    petition = begin(petition, "join", by)
    first = to.same_as or to
    if first.pk == petition.pk:
        raise Refused(_("A case is not joined to itself."), field="to")
    if first.sealed != petition.sealed or first.organisation_id != petition.organisation_id:
        raise Refused(_("Only cases of the same body and the same secrecy are joined."), field="to")
    petition.same_as = first
    petition.copies.update(same_as=first)
    clocks.end(petition, today())
    finish(petition, Status.LINKED, Product.SAME, today(), first.code)
    clocks.settle(petition)
    record.append("petitions.join", subject=petition.thing, by=by, data={"code": first.code})
    return petition


def guided_before(petition: Petition) -> bool:
    """Whether its sender was guided already on the same matter: guidance is given once (TT 07/2014 Điều 8.1)."""
    first = petition.same_as or petition
    return Petition.objects.filter(Q(pk=first.pk) | Q(same_as=first), guided=True).exclude(pk=petition.pk).exists()


@transaction.atomic
def guide(petition: Petition, *, to: str, number: str = "", on: date | None = None, by: User) -> Petition:
    """Not competent: guide its sender, once, to who is (hướng dẫn). Without a number, by word of mouth."""
    petition = begin(petition, "guide", by)
    if guided_before(petition):
        raise Refused(_("Its sender was guided on this matter already: keep it on file."))
    if not (to := line(to, 200)):
        raise Refused(_("Say which body is competent."), field="to")
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "accept", "answer")
    clocks.end(petition, on)
    petition.guided = True
    finish(petition, Status.GUIDED, Product.GUIDANCE, on, number)
    done("petitions.guide", petition, by=by, on=on, number=number, text=to, data={"to": to})
    return petition


@transaction.atomic
def transfer(
    petition: Petition, *, to: Organisation | None, body: str = "", number: str = "", on: date | None = None,
    about: User | None = None, by: User,
) -> Petition | None:  # fmt: skip
    """Transfer to the competent body (chuyển đơn) and answer the case it becomes there, if it works here.

    `about`: a denunciation is about who heads this body. It goes to another in the same breath as it is kept from them
    (LTC 12.1: the direct superior solves it); a body that they head, too, is refused.
    """
    petition = begin(petition, "transfer", by)
    if to is None and not line(body, 200):
        raise Refused(_("Say which body is competent."), field="to")
    if to is not None and to.pk == petition.organisation_id:
        raise Refused(_("It is with this body already."), field="to")
    if to is not None and not to.in_force_on(today()):
        raise Refused(_("%(who)s has ended.") % {"who": to.short_name}, field="to")
    sealed.check_addressee(petition, to, body, "body")
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "transfer", "answer")
    clocks.end(petition, on)
    finish(petition, Status.TRANSFERRED, Product.TRANSFER, on, number)
    name = to.name if to else line(body, 200)
    done("petitions.transfer", petition, by=by, on=on, number=number, data={"to": name})
    if to is None:
        if about:
            raise Refused(
                _("Of a denunciation about the head, choose a body that works here: it takes over what is sealed."),
                field="to",
            )
        return None
    made = copy_case(petition, to, Link.TRANSFERRED, about=about, by=by, received_on=on)
    clocks.on_receipt(made, today())
    clocks.settle(made)
    telling.received(made)
    return made


@transaction.atomic
def send_back(petition: Petition, *, ground: str, number: str = "", on: date | None = None, by: User) -> Petition:
    """Return the petition with its originals, to its sender or to who forwarded it (trả đơn)."""
    petition = begin(petition, "send_back", by)
    grounds.check("return", ground, petition.received_on, petition.kind)
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "accept", "answer")
    clocks.end(petition, on)
    finish(petition, Status.RETURNED, Product.RETURN, on, number)
    done("petitions.send_back", petition, by=by, on=on, ground=ground, number=number)
    return petition


@transaction.atomic
def refuse(petition: Petition, *, ground: str, number: str = "", on: date | None = None, by: User) -> Petition:
    """Refuse to receive (từ chối tiếp), by a ground of LTCD 9 or NĐ 154 Điều 4; some need a written notice."""
    petition = begin(petition, "refuse", by)
    found = grounds.check("refuse", ground, petition.received_on, petition.kind)
    if found.written and not line(number, 80):
        raise Refused(_("This ground needs a written notice: give its number."), field="number")
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "answer")
    clocks.end(petition, on)
    finish(petition, Status.REFUSED, Product.REFUSAL, on, number)
    done("petitions.refuse", petition, by=by, on=on, ground=ground, number=number)
    return petition


@transaction.atomic
def file_away(petition: Petition, *, ground: str, by: User) -> Petition:
    """Keep on file without handling (lưu đơn), by a coded ground."""
    petition = begin(petition, "file_away", by)
    grounds.check("file", ground, petition.received_on, petition.kind)
    clocks.end(petition, today())
    finish(petition, Status.FILED, Product.FILE_NOTE, today())
    done("petitions.file_away", petition, by=by, on=today(), ground=ground)
    return petition
