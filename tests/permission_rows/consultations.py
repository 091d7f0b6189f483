"""Consultations: both parties ask and decide, their leaders and steering viewers read all, who was asked answers."""

from dongthuan.foundation.things.kit import today
from dongthuan.listen.consultations import actions
from tests.deliver.programmes.make import make_programme
from tests.factories import World
from tests.listen.consultations.making import make_consultation, say

from . import OFFICERS, Row

DECIDER = {"focal_officer"}
READERS = DECIDER | {"leader", "steering_viewer"}
ASKED = {"commune_officer", "district_officer", "department_officer"}


def asked(w: World) -> dict:
    return {"id": make_consultation(w, due=today()).pk}


def clause(w: World) -> dict:
    c = make_consultation(w, due=today())
    return {"id": c.pk, "clause": c.version.clauses.filter(kind="so").first().clause_id}


def given(w: World) -> dict:
    return {"id": say(make_consultation(w, due=today()), w.users["commune_officer"]).pk}


def deciding(w: World) -> dict:
    c = make_consultation(w, [w.communes[0]], due=today())
    opinion = say(c, w.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    actions.start_deciding(c, by=w.users["focal_officer"])
    return {"id": opinion.pk}


def proposed(w: World) -> dict:
    kwargs = deciding(w)
    from dongthuan.listen.consultations.models import Opinion

    opinion = Opinion.objects.get(pk=kwargs["id"])
    actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Đã rõ", by=w.users["focal_state"])
    return kwargs


def version(w: World) -> dict:
    return {"version": make_programme(w).text.versions.get().pk}


def seen(name: str, who: set[str], make=asked, readers: set[str] = READERS | ASKED, **more) -> Row:
    """Who may not see it learns nothing (404); who sees it and may not do this is told why (403)."""
    return Row(f"consultations:{name}", who, make, refused=404, exact={r: 403 for r in readers - who}, **more)


def button(name: str, make=asked, readers: set[str] = READERS | ASKED, **more) -> Row:
    """A button without a form: whoever sees the page is led back to it, with the reason if it was refused."""
    return Row(f"consultations:{name}", readers, make, refused=404, post=more.pop("post", {}), **more)


GIVER = {"commune_officer"}
ROWS = [
    Row("consultations:list", OFFICERS),
    Row(
        "consultations:open",
        DECIDER,
        version,
        refused=404,
        exact={r: 403 for r in READERS - DECIDER | {"department_officer"}},
    ),
    seen("detail", READERS | ASKED),
    seen("answer", ASKED, clause),
    seen("answer_whole", ASKED),
    seen("move_due", DECIDER),
    button("agree"),
    button("start_deciding"),
    button("note_agreements"),
    button("close"),
    Row("consultations:table", READERS, asked, refused=404, rest={"form": "docx"}),
    Row("consultations:table", READERS, asked, refused=404, rest={"form": "xlsx"}),
    Row("consultations:opinion", READERS | GIVER, given, refused=404),
    seen("decide", DECIDER, deciding, READERS | GIVER),
    button("consent", proposed, READERS | GIVER, post={"seen": "1"}),
    seen("withdraw", GIVER, given, READERS | GIVER),
]
