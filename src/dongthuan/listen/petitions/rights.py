"""Who may do what, where a case stands: one row per verb. The states machine says where it may go from there."""

from dataclasses import dataclass

from dongthuan.foundation.orgs.models import Role

from .kinds import Kind
from .states import DENUNCIATION

DESK = (Role.RECEPTION_OFFICER, Role.LEADER)
WORK = (Role.SOLVER, Role.LEADER)
LEAD = (Role.LEADER,)
READ = (Role.SECOND_READER,)
ROLES = (Role.RECEPTION_OFFICER, Role.SOLVER, Role.SECOND_READER, Role.LEADER)
KN, TC = (Kind.COMPLAINT,), (Kind.DENUNCIATION,)
KP, PK = (Kind.REFLECTION,), (Kind.REGULATION,)
KN_WORK = ("kn_accepted", "kn_verifying", "kn_dialogue")
DECIDED = (
    "kn_decided", "kn_sent", "kn_published", "kn_effective", "kn_enforcing", "kn_enforced", "tc_concluded", "tc_followed", "closed",
)  # fmt: skip
TC_ALL = ("received", "registered", "awaiting", "classified", *DENUNCIATION, "closed", "archived")
TC_WORK = ("tc_accepted", "tc_verifying")


@dataclass(frozen=True)
class Right:
    roles: tuple[str, ...]
    at: tuple[str, ...]  # the statuses in which it is done; empty: while the case is open
    kinds: tuple[str, ...] = ()  # empty: any
    protection: tuple[str, ...] = ()  # the states of its protection in which it is done; "none": while none runs


RIGHTS: dict[str, Right] = {
    "register": Right(DESK, ("received",)),
    "classify": Right(DESK, ("registered",)),
    "ask_to_complete": Right(DESK, ("registered", "classified")),
    "complete": Right(DESK, ("awaiting",)),
    "split": Right(DESK, ("classified",), (Kind.MIXED,)),
    "join": Right(DESK, ("registered", "classified")),
    "note_copy": Right(DESK, ()),
    "take_up": Right(DESK, ("classified",), (*KN, *TC, *KP, *PK)),
    "guide": Right(DESK, ("classified", "kn_admissibility"), (*KN, Kind.MIXED)),
    "transfer": Right(DESK, ("classified", "tc_check", "tc_review", "kp_assigned", "pk_assess"), (*TC, *KP, *PK)),
    "send_back": Right(DESK, ("classified", "kn_admissibility"), KN),
    "refuse": Right(DESK, ("registered", "classified"), (Kind.UNCLASSIFIED, *KN, *KP, Kind.MIXED)),
    "file_away": Right(DESK, ("registered", "awaiting", "classified", "kn_admissibility")),
    "assign": Right(LEAD, ()),
    "accept": Right(LEAD, ("kn_admissibility", "tc_check", "tc_review"), (*KN, *TC)),
    "not_accept": Right(LEAD, ("kn_admissibility", "tc_check", "tc_review"), (*KN, *TC)),
    "not_handle": Right(LEAD, ("tc_check",), TC),
    "inspect": Right(LEAD, ("tc_not_handled",), TC),
    "verify": Right(WORK, ("kn_accepted", "tc_accepted"), (*KN, *TC)),
    "notify": Right(WORK, TC_WORK, TC),
    "hold_dialogue": Right(WORK, ("kn_verifying",), KN),
    "ask_opinion": Right(WORK, (), (*KN, *KP, *PK)),
    "give_reading": Right(READ, ()),
    "suspend": Right(LEAD, (*KN_WORK, *TC_WORK), (*KN, *TC)),
    "resume": Right(LEAD, ("kn_suspended", "tc_suspended"), (*KN, *TC)),
    "extend": Right(LEAD, (*KN_WORK, *TC_WORK), (*KN, *TC)),
    "terminate": Right(LEAD, (*KN_WORK, *TC_WORK, "kn_suspended", "tc_suspended"), (*KN, *TC)),
    "decide": Right(LEAD, KN_WORK, KN),
    "send": Right(WORK, ("kn_decided",), KN),
    "publish": Right(WORK, ("kn_sent", "tc_concluded", "pk_decided"), (*KN, *TC, *PK)),
    "take_effect": Right(WORK, ("kn_sent", "kn_published"), KN),
    "note_result": Right(WORK, DECIDED, (*KN, *TC)),
    "enforce": Right(WORK, ("kn_effective",), KN),
    "finish_enforcing": Right(WORK, ("kn_enforcing",), KN),
    "write_conclusion": Right(WORK, ("tc_verifying",), TC),
    "conclude": Right(LEAD, ("tc_verifying",), TC),
    "inform": Right(WORK, ("tc_concluded",), TC),
    "act_on": Right(LEAD, ("tc_concluded",), TC),
    "follow": Right(WORK, ("tc_concluded",), TC),
    "promise": Right(LEAD, ("kp_assigned",), KP),
    "answer": Right(WORK, ("kp_assigned",), KP),
    "assess": Right(WORK, ("pk_assess",), PK),
    "pool": Right(WORK, ("pk_assess",), PK),
    "take_from_pool": Right(WORK, ("pk_pooled",), PK),
    "not_receive": Right(DESK, ("pk_assess",), PK),
    "close": Right(
        WORK,
        ("kn_terminated", "kn_second", "kn_effective", "kn_enforced", "tc_not_handled", "tc_inspection", "tc_terminated",
         "tc_followed", "tc_continued", "kp_answered", "pk_published"),
    ),
    "archive": Right(WORK, ("closed",)),
    "complain_again": Right(DESK, ("kn_sent", *KN_WORK), KN),
    "denounce_again": Right(DESK, ("tc_followed", *TC_WORK), TC),
    "request_protection": Right(DESK + WORK, TC_ALL, TC, ("none",)),
    "decide_protection": Right(LEAD, TC_ALL, TC, ("requested",)),
    "refuse_protection": Right(LEAD, TC_ALL, TC, ("requested",)),
    "apply_protection": Right(WORK, TC_ALL, TC, ("decided", "changed")),
    "change_protection": Right(LEAD, TC_ALL, TC, ("active",)),
    "end_protection": Right(LEAD, TC_ALL, TC, ("decided", "active", "changed")),
    "announce_withdrawal": Right(DESK, (), (*KN, *TC)),
    "effect_withdrawal": Right(WORK, (), (*KN, *TC)),
    "lapse_withdrawal": Right(WORK, (), (*KN, *TC)),
}  # fmt: skip
