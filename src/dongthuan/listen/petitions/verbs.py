"""How each verb is offered and asked: its label, its fields, the law it stands on. Who may do it stands in `rights.py`."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import conclusions
from .models import Petition
from .results import DONE, KEYS
from .rules.conclusion import SECTIONS


@dataclass(frozen=True)
class Verb:
    label: Any
    fields: tuple[str, ...] = ()  # names of forms.FIELDS; a question mark: not required
    lead: Any = ""
    law: str = ""
    risk: bool = False


VERBS: dict[str, Verb] = {
    "register": Verb(_("Enter in the register"), ("title", "field?", "signed")),
    "classify": Verb(
        _("Classify"), ("kind", "discipline"), _("The way it came plays no part. What is denounced goes into the vault at once.")
    ),
    "ask_to_complete": Verb(
        _("Ask its sender to complete it"), ("missing",),
        _("It is kept as received; the page of the code says what is missing.")
    ),
    "complete": Verb(_("What was missing came"), ("signed", "known_on?")),
    "take_up": Verb(_("This body is competent"), ("basis?",)),
    "split": Verb(_("Split into cases"), ("parts",), law="Luật Tiếp công dân, Điều 25 khoản 3"),
    "join": Verb(_("Join to the same case"), ("to_case",)),
    "note_copy": Verb(
        _("Link a copy at another body"), ("copy",),
        _("Each body goes on with its own case; whoever is not competent may keep the copy on file (XLD.2).")
    ),
    "guide": Verb(_("Guide to the competent body"), ("to_body", "number?", "on"), _("Guidance is given once on one matter.")),
    "transfer": Verb(_("Transfer"), ("to_org?", "about?", "body?", "number?", "on")),
    "send_back": Verb(_("Return the petition"), ("ground:return", "number?", "on"), risk=True),
    "refuse": Verb(_("Refuse to receive"), ("ground:refuse", "number?", "on"), risk=True),
    "file_away": Verb(_("Keep on file"), ("ground:file",), risk=True),
    "assign": Verb(_("Name who solves it"), ("officer", "reader?")),
    "accept": Verb(_("Accept the petition"), ("number", "on", "complex?")),
    "not_accept": Verb(_("Do not accept"), ("ground:not_accept", "number", "on"), risk=True),
    "not_handle": Verb(_("Not under the Law on Denunciations"), ("ground:not_handle", "on"), risk=True),
    "inspect": Verb(_("Hand to inspection"), ("number", "on"), law="Luật Tố cáo, Điều 25 khoản 2; Nghị định 31/2019, Điều 20"),
    "verify": Verb(_("Begin the verification"), ("on", "text?")),
    "notify": Verb(
        _("Note that both were told"), ("on",), _("The denouncer, and the denounced without anything about who denounces."),
        law="Luật Tố cáo, Điều 29 khoản 3"
    ),
    "hold_dialogue": Verb(
        _("Note the dialogue"), ("on", "absent", "text?", "minutes?"), law="Luật Khiếu nại, Điều 30, 39"
    ),
    "ask_opinion": Verb(
        _("Ask another body for its view"), ("to_org", "text", "by_day"),
        _("The other body reads your question alone, not the petition: write what it must know, without the sender's name.")
    ),
    "give_reading": Verb(_("Give the second reader's view"), ("agrees", "text?")),
    "suspend": Verb(_("Suspend"), ("ground:suspend", "number", "on")),
    "resume": Verb(_("Resume"), ("number", "on")),
    "extend": Verb(_("Extend"), ("complex", "number", "on"), _("Only before the running limit ends, and only as often as the law lets.")),
    "terminate": Verb(_("Terminate"), ("ground:terminate", "number", "on"), risk=True),
    "decide": Verb(_("Note the decision"), ("outcome", "number", "on", "text?"), law="Luật Khiếu nại, Điều 31, 40"),
    "send": Verb(_("Note the sending"), ("on", "delivered_on?"), law="Luật Khiếu nại, Điều 32, 41"),
    "publish": Verb(_("Make public"), ("way", "on")),
    "take_effect": Verb(_("The decision is in force"), ("on",), law="Luật Khiếu nại, Điều 44"),
    "note_result": Verb(
        _("Note its numbers for the forms"), (*(f"{k}?" for k in KEYS), *(f"done_{k}?" for k in DONE)),
        _("What the decision or conclusion orders, and what of it was carried out; what is not filled in counts as none."),
        law="Thông tư 01/2024/TT-TTCP, biểu 01–04/KQGQ",
    ),
    "enforce": Verb(_("Begin to carry it out"), ("text?",)),
    "finish_enforcing": Verb(_("It was carried out"), ("text",)),
    "write_conclusion": Verb(
        _("Write the conclusion down"), tuple(s.code if s.required else f"{s.code}?" for s in SECTIONS),
        _("It is sealed at once; who holds the grant for the content reads it, on a ground. The paper takes the copy without who "
          "denounces that is released on the vault's page."),
        law="Luật Tố cáo, Điều 35 khoản 2",
    ),
    "conclude": Verb(_("Note the conclusion"), ("outcome", "number", "on"), law="Luật Tố cáo, Điều 35"),
    "inform": Verb(_("Send the conclusion, inform"), ("on",), law="Luật Tố cáo, Điều 35 khoản 3"),
    "act_on": Verb(_("Act on the conclusion"), ("number?", "on"), law="Luật Tố cáo, Điều 36"),
    "follow": Verb(_("Follow its carrying out")),
    "promise": Verb(_("State until when it is answered"), ("by_day",), law="Luật Tiếp công dân, Điều 18 khoản 4"),
    "answer": Verb(_("Answer"), ("text", "number?", "on"), _("Its sender reads the answer on the page of the code.")),
    "assess": Verb(_("Decide on the regulation"), ("result", "number", "text", "on"), law="Nghị định 20/2008, Điều 10–13"),
    "pool": Verb(_("Keep for a common review")),
    "take_from_pool": Verb(_("Assess now")),
    "not_receive": Verb(_("Do not receive"), ("text",), law="Nghị định 20/2008, Điều 7", risk=True),
    "close": Verb(_("Close the case")),
    "archive": Verb(_("Put into the archive")),
    "complain_again": Verb(_("Note a second complaint"), ("to_superior", "on", "late_reason?"), law="Luật Khiếu nại, Điều 33"),
    "denounce_again": Verb(_("Note a continued denunciation"), ("to_superior", "on"), law="Luật Tố cáo, Điều 37, 38"),
    "request_protection": Verb(
        _("Ask to protect who denounces"), ("measures", "plea", "urgent", "on"),
        _("Who is to be protected and why is sealed at once. From now on looking takes a second person."),
        law="Luật Tố cáo, Điều 47, 50",
    ),
    "decide_protection": Verb(_("Decide to protect"), ("measures", "number", "on"), law="Luật Tố cáo, Điều 51, 52"),
    "refuse_protection": Verb(_("Refuse to protect"), ("number", "on"), law="Luật Tố cáo, Điều 51", risk=True),
    "apply_protection": Verb(_("The measures are in effect"), ("on",), law="Luật Tố cáo, Điều 53, 56–58"),
    "change_protection": Verb(_("Change the measures"), ("measures", "number", "on"), law="Luật Tố cáo, Điều 54"),
    "end_protection": Verb(_("End the protection by decision"), ("end_ground", "number", "on"), law="Luật Tố cáo, Điều 54", risk=True),
    "announce_withdrawal": Verb(_("Note that it is to be withdrawn"), ("whole", "text?")),
}  # fmt: skip

NEXT = {  # the one main step of each state
    "received": "register", "registered": "classify", "awaiting": "complete", "classified": "take_up",
    "kn_admissibility": "accept", "kn_accepted": "verify", "kn_verifying": "hold_dialogue", "kn_dialogue": "decide",
    "kn_suspended": "resume", "kn_decided": "send", "kn_sent": "take_effect", "kn_published": "take_effect",
    "kn_effective": "close", "kn_enforcing": "finish_enforcing", "kn_enforced": "close", "kn_terminated": "close",
    "kn_second": "close", "tc_check": "accept", "tc_review": "accept", "tc_accepted": "verify", "tc_verifying": "conclude",
    "tc_suspended": "resume", "tc_not_handled": "inspect", "tc_inspection": "close", "tc_terminated": "close",
    "tc_followed": "close", "tc_continued": "close", "kp_assigned": "answer", "kp_answered": "close",
    "pk_assess": "assess", "pk_pooled": "take_from_pool", "pk_decided": "publish", "pk_published": "close",
    "closed": "archive",
}  # fmt: skip


def main_verb(petition: Petition) -> str:
    """The step that comes next, given where the case stands and what was done already."""
    status = petition.status
    if (
        status in ("kn_admissibility", "tc_check", "tc_review", "kp_assigned", "pk_assess")
        and petition.officer_id is None
    ):
        return "assign"
    if status == "classified" and petition.kind == "mixed":
        return "split"
    if status == "kn_sent" and petition.instance == 2:
        return "publish"
    if status == "tc_verifying" and conclusions.written(petition) is None:
        return "write_conclusion"
    if status == "tc_concluded":
        if petition.sent_on is None:
            return "inform"
        return "act_on" if petition.acted_on is None else "publish" if petition.published_on is None else "follow"
    return NEXT.get(status, "")
