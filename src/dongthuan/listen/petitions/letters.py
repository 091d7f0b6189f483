"""Letters of the office: the gaps of a form (`rules/letters.py`) filled from the case, and the paper it becomes.

Who sent a petition stands in a letter only where the case can no longer turn out to denounce: before that the name is put
in when the paper is frozen. Of a sealed case no letter names anybody or says a word of what was written.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers import kit
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.papers.queries import head_post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused, today

from . import clocks, conclusions, grounds, requirements
from .kinds import OUTCOME_VI, Kind
from .models import Clock, Letter, Petition, Statement, Step
from .rules import letters as law
from .rules import protection
from .rules.letter import Form, filled

PLAIN = (Kind.COMPLAINT, Kind.REFLECTION, Kind.REGULATION)  # may name their sender
INTAKE = ("received", "registered", "awaiting", "classified")  # from here a case may still turn out to denounce
SAYABLE = {  # of a sealed case: codes and bodies; `guard_sealed` of the database says the same
    "ground", "outcome", "complex", "missing", "to_org", "body", "to_body", "measures", "end_ground",
}  # fmt: skip
RESULT_VI = {"keep": "giữ nguyên quy định", "amend": "sửa đổi, bổ sung quy định",
             "propose": "kiến nghị cơ quan ban hành sửa đổi, bổ sung", "new": "ban hành quy định mới"}  # fmt: skip
LACKING = {
    "address": gettext_lazy("The address of its sender is missing: the form asks for it."),
    "matter": gettext_lazy("The sentence about the case is missing: the form asks for it."),
    "solver": gettext_lazy("Name the solver first: the form asks for them."),
    "recipient": gettext_lazy("Say which body is competent."),
}


# --- which form ------------------------------------------------------------------------------------------------------
def for_step(petition: Petition, verb: str) -> Form | None:
    """The form of the paper that this step of this case needs today."""
    return law.of_step(verb, petition.kind, petition.instance, today())


def fitting(petition: Petition) -> list[Form]:
    return list(law.fitting(petition.kind, petition.instance, today()))


# --- the facts of the case ------------------------------------------------------------------------------------------
def names_sender(petition: Petition, form: Form) -> bool:
    """Whether the letter, once frozen, says who sent the petition."""
    return petition.kind in PLAIN and not petition.sealed and not form.nameless


def facts_of(petition: Petition, form: Form, said: Mapping[str, Any], *, named: bool, by: User) -> dict[str, str]:
    """Every gap a form may have, as words; empty where the case knows nothing."""
    body = petition.organisation.name_on(today())
    head = head_post(petition.organisation)
    who = sender(petition, named)
    return {
        **who,
        "back_to": petition.forwarded_by or who["Sender"],
        **content(petition, said, names_sender(petition, form)),
        **steps(petition),
        **guarded(petition, said),
        "body": body,
        "forwarder": petition.forwarded_by,
        "head": f"{head.title} {body}" if head else body,
        "code": petition.code,
        "received": f"{petition.received_on:%d/%m/%Y}",
        "today": f"{today():%d/%m/%Y}",
        "now": f"{timezone.localtime():%H} giờ {timezone.localtime():%M}",
        "instance": "lần hai" if petition.instance == 2 else "lần đầu",
        "writer": _officer(by),
        "solver": _officer(petition.officer),
        "team": "; ".join(filter(None, [_officer(petition.officer, "Tổ trưởng"), _officer(petition.reader, "thành viên")])),
        "contact": _officer(petition.officer) or _officer(by),
        "limit": limit(petition),
        "by_due": by_due(petition),
        "conclusion": conclusions.in_paper(petition) if form.verb == "conclude" else "",
        "papers": f"{petition.attachments.count()} tệp" if not petition.sealed else "theo niêm phong",
    }  # fmt: skip


def _officer(user: User | None, part: str = "") -> str:
    if user is None:
        return ""
    return ", ".join(filter(None, [f"ông (bà) {user.shown_name()}", part or user.record_post()]))


def sender(petition: Petition, named: bool) -> dict[str, str]:
    """Who sent it: by name where that may be, else by the number of the case."""
    if petition.sealed:
        who = f"người tố cáo trong hồ sơ số {petition.code}"
        return {"sender": who, "Sender": f"Người tố cáo trong hồ sơ số {petition.code}", "address": "", "id": ""}
    persons = list(petition.petitioners.order_by("-represents", "pk")) if named else []
    if not persons or not persons[0].full_name:
        who = f"ông (bà) gửi đơn, hồ sơ số {petition.code}"
        return {"sender": who, "Sender": who[0].upper() + who[1:], "address": "ghi trong đơn", "id": ""}
    first, rest = persons[0], len(persons) - 1
    who = f"ông (bà) {first.full_name}" + (f" và {rest} người cùng gửi đơn" if rest else "")
    paper = f"Số giấy tờ tùy thân: {first.id_number}" if first.id_number else ""
    return {"sender": who, "Sender": who[0].upper() + who[1:], "address": first.address, "id": paper}


def content(petition: Petition, said: Mapping[str, Any], worded: bool) -> dict[str, str]:
    """What the petition is about, and what the author of the letter said. Codes become the words of the law."""
    statement = Statement.objects.filter(petition=petition).first() if worded else None
    found = {k: _plain(v) for k, v in said.items() if isinstance(v, str)}
    if code := said.get("ground"):
        ground = next((g for g in _grounds(petition) if g.code == code), None)
        text, _bracket, basis = (ground.text if ground else "").rpartition(" (")
        found |= {"ground": text, "ground_basis": basis.rstrip(")")}
    to = Organisation.objects.filter(pk=said.get("to_org") or 0).first()
    many = grounds.all_of("complex", petition) if said.get("complex") else []
    return {
        **found,
        "recipient": to.name_on(today()) if to else found.get("body", ""),
        "outcome": OUTCOME_VI.get(str(said.get("outcome", "")), ""),
        "result": RESULT_VI.get(str(said.get("result", "")), ""),
        "missing": "; ".join(requirements.words(list(said.get("missing") or []))),
        "complex": "; ".join(g.text for g in many if g.code in (said.get("complex") or [])),
        "matter": petition.title.rstrip(".") if worded else "",
        "against": statement.against if statement else "",
        "request": statement.request.rstrip(".") if statement else "",
    }


def _plain(text: str) -> str:
    return " ".join(text.split())


def _grounds(petition: Petition) -> Iterable[Any]:
    for name in ("not_accept", "suspend", "terminate", "return", "refuse"):
        if name in grounds.DESK or petition.kind in (Kind.COMPLAINT, Kind.DENUNCIATION):
            yield from grounds.all_of(name, petition)


def steps(petition: Petition) -> dict[str, str]:
    """Numbers and days of what was done before."""
    found = {}
    verbs = {"complaint": "decide", "denunciation": "conclude"}
    decided = verbs.get(petition.kind, "answer")
    for name, verb in (("accepted", "accept"), ("suspended", "suspend"), ("decided", decided)):
        step = Step.objects.filter(petition=petition, verb=verb).last()
        found |= {f"{name}_no": step.number if step else "", f"{name}_on": f"{step.on:%d/%m/%Y}" if step else ""}
    first = petition.parent if petition.instance == 2 else None
    decision = Step.objects.filter(petition=first, verb="decide").last() if first else None
    outcome = OUTCOME_VI.get(first.outcome, "") if first else ""
    result = f"khiếu nại {OUTCOME_VI[petition.outcome]}" if petition.outcome else "đã trả lời người gửi đơn"
    paper = f" theo văn bản số {found['decided_no']}" if found["decided_no"] else ""
    return {
        **found,
        "answered": f"{result}{paper} ngày {found['decided_on']}" if found["decided_on"] else "",
        "dialogue_on": f"{petition.dialogue_on:%d/%m/%Y}" if petition.dialogue_on else "",
        "outcome_noted": OUTCOME_VI.get(petition.outcome, ""),
        "first_decision": f"Quyết định số {decision.number} ngày {decision.on:%d/%m/%Y}, khiếu nại {outcome}" if decision
        else "chưa có quyết định trong thời hạn",
    }  # fmt: skip


def guarded(petition: Petition, said: Mapping[str, Any]) -> dict[str, str]:
    """The protection of who denounces, and what a paper about it orders. Nobody is named: that lies in the vault."""
    found = petition.protections.last()
    chosen = [i for i in protection.MEASURES if i.code in (said.get("measures") or [])]
    ends = [i for i in protection.ENDS if i.code == said.get("end_ground")]
    return {
        "asked_on": f"{found.requested_on:%d/%m/%Y}" if found else "",
        "protection_no": found.number if found else "",
        "protection_on": f"{found.decided_on:%d/%m/%Y}" if found and found.decided_on else "",
        "measures": "; ".join(f"{i.says} ({i.basis})" for i in chosen),
        "end_ground": "; ".join(f"{i.says} ({i.basis})" for i in ends),
    }


def _running(petition: Petition) -> Clock | None:
    return petition.clocks.filter(ended_on=None, purpose=Clock.Purpose.SOLVE).first()


def limit(petition: Petition) -> str:
    """How long the law gives for solving: the running clock's day, or what it would be from today."""
    if running := _running(petition):
        return f"đến ngày {running.due:%d/%m/%Y}"
    if not (rule := clocks.solving_rule(petition)):
        return ""
    found = clocks.reckon(rule, today(), {"complex": petition.complex, "remote": clocks.is_remote(petition)})
    return f"{found.length} kể từ ngày thụ lý ({found.basis})"


def by_due(petition: Petition) -> str:
    running = _running(petition)
    return f" (chậm nhất ngày {running.due:%d/%m/%Y})" if running else " theo quy định"


# --- the paper -------------------------------------------------------------------------------------------------------
def body(petition: Petition, form: Form, said: Mapping[str, Any], *, named: bool, by: User) -> dict[str, Any]:
    """The content of the paper; refused where a mandatory field of the form is empty."""
    facts = facts_of(petition, form, said, named=named, by=by)
    try:
        return {
            "grounds": list(filled(form.grounds, facts)),
            "body": _paragraphs(form, filled(form.says, facts | _texts(said))),
            "addressees": list(filled(form.to, facts)),
            "recipients": list(filled(form.copies, facts)),
        }  # fmt: skip
    except KeyError as error:
        name = str(error.args[0])
        words = LACKING.get(name) or _("The form asks for this.")
        raise Refused(str(words), field=name) from None


def _paragraphs(form: Form, lines: Iterable[str]) -> list[kit.Paragraph]:
    """The words; what a decision decides begins below its own heading (NĐ 30/2020, Phụ lục III, mẫu 1.2)."""
    found: list[kit.Paragraph] = []
    for line in lines:
        if form.paper == "QĐ" and line.startswith("Điều 1."):
            found.append(kit.Paragraph("QUYẾT ĐỊNH:", bold=True, centred=True))
        found += [kit.Paragraph(text) for text in line.split("\n") if text]
    return found


def _texts(said: Mapping[str, Any]) -> dict[str, str]:
    """What was typed at length keeps its lines."""
    return {k: str(said[k]).strip() for k in ("text", "findings", "dialogue", "participants") if said.get(k)}


def paper_of(petition: Petition, form: Form, said: Mapping[str, Any], *, by: User) -> Paper:
    """Draft the paper in the layout of the state: numbered, frozen and signed as every other."""
    organisation = petition.organisation
    head = head_post(organisation)
    own = (head.title.upper(),) if form.by_head and head else ()
    named = names_sender(petition, form) and petition.status not in INTAKE
    return papers.draft_paper(
        petition.thing, system=kit.system_of(organisation), kind=form.paper, title=form.subject.format(**_subject(petition)),
        blocks=[kit.BlockSpec(organisation, post=head, authority=own)], body=body(petition, form, said, named=named, by=by), by=by,
    )  # fmt: skip


def _subject(petition: Petition) -> dict[str, str]:
    return {"instance": "lần hai" if petition.instance == 2 else "lần đầu"}


def name_at_freezing(paper: Paper, by: User) -> dict[str, str]:
    """Only now does the sender's name go into a letter of the desk: a draft of it never held one."""
    letter = Letter.objects.filter(paper=paper).select_related("petition__organisation").first()
    if letter is not None:
        petition, form = letter.petition, law.form(letter.form, timezone.localdate(letter.at))
        if petition.status in INTAKE and names_sender(petition, form):
            papers.redraft(paper, body=body(petition, form, letter.facts, named=True, by=by), by=by)
    return {}


def receipt(petition: Petition, form: Form, *, by: User) -> Any:
    """A form that is handed over and not kept, ready to be typeset, with the two places to sign by hand."""
    said = body(petition, form, {}, named=names_sender(petition, form), by=by)
    model = kit.plain_paper(
        petition.organisation, kind_title=kit.KINDS[form.paper], subject=form.subject, body=said["body"], day=today(),
        signed=False,
    )  # fmt: skip
    blocks = (kit.SignatureBlock("nhan", ("NGƯỜI NHẬN",), by.shown_name()), kit.SignatureBlock("giao", ("NGƯỜI GIAO",)))
    return model.with_signatures(blocks)


# --- letters and steps ----------------------------------------------------------------------------------------------
def of(petition: Petition) -> list[Letter]:
    return list(petition.letters.select_related("paper__issuer", "step"))


def open_for(petition: Petition, verb: str, form: str = "") -> Letter | None:
    """The letter of a step that is not taken yet: signed or on its way."""
    rows = petition.letters.filter(verb=verb, step=None).exclude(paper__status="void")
    rows = rows.filter(form=form) if form else rows
    return rows.select_related("paper").last()


def initial(letter: Letter | None) -> dict[str, Any]:
    """What the form of the step begins with: number, day and what its signed letter says."""
    if letter is None or letter.paper.status != "signed":
        return {}
    day = letter.facts.get("meeting") or letter.paper.dated
    return {**letter.facts, "number": letter.paper.shown_number, "on": day}


def bind(step: Step) -> None:
    """Tie a step to its letter: by its number, or, where the step notes none, to those that are signed.

    Refused when that letter is not signed yet, or says another ground, outcome or measure than the step.
    """
    rows = step.petition.letters.filter(verb=step.verb, step=None).exclude(paper__status="void").select_related("paper")
    for letter in rows:
        signed = letter.paper.status == "signed"
        if letter.paper.shown_number != step.number if step.number else not signed:
            continue
        if not signed:
            raise Refused(_("The paper of this number is not signed yet."), field="number")
        for name, value in _noted(step).items():
            if letter.facts.get(name, value) != value:
                raise Refused(_("The signed paper says otherwise."), field=name)
        letter.step = step
        letter.save(update_fields=["step"])
        step.paper = letter.paper
        step.save(update_fields=["paper"])


def _noted(step: Step) -> dict[str, Any]:
    """What a step noted that its paper may have said before it."""
    running = step.petition.protections.last()
    return {
        "ground": step.ground, "end_ground": step.ground, "outcome": step.petition.outcome,
        "measures": running.measures if running else [],
    }  # fmt: skip


def check_may_turn(petition: Petition) -> None:
    """A case whose frozen letter names its sender does not go back to where it may turn out to denounce."""
    for letter in of(petition):
        fixed = letter.paper.status not in ("draft", "numbered") and (
            letter.paper.status != "void" or letter.paper.first_sha256
        )
        if fixed and names_sender(petition, law.form(letter.form, timezone.localdate(letter.at))):
            raise Refused(_("A letter that names its sender is frozen for this case: take its step."))


def empty(petition: Petition, *, by: User) -> None:
    """The case turned out to denounce: what was being drafted says nothing any more."""
    for letter in of(petition):
        if letter.paper.status in ("draft", "numbered"):
            papers.redraft(letter.paper, body={}, by=by)
            papers.void(letter.paper, reason="Hồ sơ đã niêm phong.", by=by)
        if letter.facts:
            letter.facts = {}
            letter.save(update_fields=["facts"])
