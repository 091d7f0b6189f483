"""Opinions of the people: everyone reads and speaks; the organiser's officers work, its leaders approve, others collect."""

from dongthuan.foundation.things.kit import at_day, today
from dongthuan.listen.opinions import actions
from tests.factories import World
from tests.listen.opinions.making import DAY, clause, group_of, post, prepare, say
from tests.listen.opinions.test_path import scan

from . import EVERYONE, Row

OWN = {"commune_officer"}  # of the commune that asks
INSIDE = OWN | {"steering_viewer"}  # its leader too, who has no role of their own in the table
WRITERS = {"commune_officer", "district_officer", "department_officer", "focal_officer"}
ASKED = {"department_officer"}  # of the department whose view is asked
COLLECTORS = WRITERS | {"leader", "reception_officer"}
WORKS = COLLECTORS | {"steering_viewer"}


def posted(w: World) -> dict:
    return {"pk": post(w).pk}


def draft(w: World) -> dict:
    return {"pk": prepare(w).pk}


def place(w: World) -> dict:
    posting = post(w)
    return {"pk": posting.pk, "clause": clause(posting, "2").pk}


def opinions(w: World):
    posting = post(w)
    made = [say(posting, "2", "Đề nghị mở cửa đến 21 giờ để bà con sinh hoạt buổi tối.") for _n in range(2)]
    actions.regroup(posting, by=w.users["commune_officer"])
    return posting, group_of(made[0])


def group(w: World) -> dict:
    return {"pk": opinions(w)[1].pk}


def deciding(w: World) -> dict:
    with at_day(DAY):
        posting, found = opinions(w)
    actions.start_deciding(posting, by=w.users["commune_officer"])
    return {"pk": found.pk}


def correction(w: World) -> dict:
    return {"pk": actions.name(opinions(w)[1], name="Mở cửa buổi tối", by=w.users["commune_officer"]).pk}


def opinion(w: World) -> dict:
    return {"pk": opinions(w)[1].opinions.first().pk}


def quote(w: World) -> dict:
    first = opinions(w)[1].opinions.first()
    return {"pk": actions.release_quote(first, text="mở cửa đến 21 giờ", by=w.users["commune_officer"]).pk}


def intake(w: World) -> dict:
    facts = {"clause": None, "stance": "agree"}
    made = actions.bring_paper(
        post(w), kind="paper", held_on=None, scan=scan(), opinions=[facts], by=w.users["reception_officer"]
    )
    return {"pk": made.pk}


def version(w: World) -> dict:
    return {"version": post(w).version_id}


def button(name: str, make, **more) -> Row:
    """Whoever sees the page is led back to it, with the reason if it was refused."""
    return Row(f"opinions:{name}", INSIDE, make, refused=404, post=more.pop("post", {}), **more)


def on_group(name: str, make=group) -> Row:
    return Row(f"opinions:{name}", OWN, make, refused=404, exact={"steering_viewer": 403})


def block(w: World) -> dict:
    who = w.users["commune_officer"]
    made = actions.write_block(organisation=w.communes[0], title="Đã quy định", text="Nội dung đã có ở luật.", by=who)
    return {"pk": made.pk}


def of_chosen(w: World) -> dict:
    return {"pk": opinions(w)[0].pk}


def referral(w: World) -> dict:
    posting, found = opinions(w)
    by = w.users["commune_officer"]
    actions.name(found, name="Mở cửa buổi tối", by=by)
    many = {"groups": [found], "organisation": w.snv, "due": today(), "question": "Có vướng quy định nào không?"}
    return {"pk": actions.refer(posting, by=by, **many)[0].pk}


def sender(w: World) -> dict:
    return {"pk": actions.issue_key(post(w), name="MTTQ", contact="Ban Dân chủ", by=w.users["commune_officer"]).row.pk}


ROWS = [
    Row("opinions:public", EVERYONE),
    Row("opinions:page", EVERYONE, posted),
    Row("opinions:draft", EVERYONE, posted, rest={"form": "akn"}),
    Row("opinions:draft", EVERYONE, posted, rest={"form": "docx"}),
    Row("opinions:say_whole", EVERYONE, posted),
    Row("opinions:say", EVERYONE, place),
    Row("opinions:sent", EVERYONE),
    Row("opinions:api", EVERYONE, posted),
    Row("opinions:keys", OWN, posted, refused=404, exact={"steering_viewer": 403}),
    button("revoke_key", sender),
    Row("opinions:forget", EVERYONE, post={}),
    Row("opinions:track", EVERYONE),
    Row("opinions:own", EVERYONE),
    Row("opinions:withdraw", EVERYONE, post={}),
    Row("opinions:list", WORKS),
    Row("opinions:prepare", WRITERS),
    Row("opinions:prepare_on", WRITERS, version),
    Row("opinions:detail", WORKS, posted, refused=404),
    Row("opinions:post", OWN, draft, refused=404, exact={"steering_viewer": 403}),
    Row("opinions:extend", OWN, posted, refused=404, exact={r: 403 for r in WORKS - OWN}),
    Row("opinions:start_deciding", WORKS, posted, refused=404, post={}),
    Row("opinions:close", WORKS, posted, refused=404, post={}),
    Row("opinions:mail_answers", WORKS, posted, refused=404, post={}),
    Row("opinions:table", INSIDE, posted, refused=404, rest={"form": "docx"}),
    Row("opinions:table", INSIDE, posted, refused=404, rest={"form": "xlsx"}),
    Row("opinions:bring_paper", COLLECTORS, posted, refused=404, exact={"steering_viewer": 403}),
    Row("opinions:bring_mails", COLLECTORS, posted, refused=404, exact={"steering_viewer": 403}),
    Row("opinions:bring_sheet", COLLECTORS, posted, refused=404, exact={"steering_viewer": 403}),
    Row("opinions:sheet_form", COLLECTORS, posted, refused=404, exact={"steering_viewer": 403}),
    Row("opinions:intake", INSIDE | {"reception_officer"}, intake, refused=404),
    Row("opinions:desk", INSIDE, posted, refused=404),
    button("regroup", posted),
    button("approve_all", posted),
    Row("opinions:group", INSIDE, group, refused=404),
    on_group("name"),
    on_group("merge"),
    on_group("move"),
    on_group("propose", deciding),
    button("approve", deciding, post={"seen": "1"}),
    button("undo", correction),
    on_group("release_quote", opinion),
    Row("opinions:charge", OWN, of_chosen, refused=404, exact={"steering_viewer": 403}),
    Row("opinions:propose_many", set(), posted, refused=404, exact=dict.fromkeys(INSIDE, 403)),
    Row("opinions:refer", OWN, of_chosen, refused=404, exact={"steering_viewer": 403}),
    Row("opinions:referral", INSIDE | ASKED, referral, refused=404),
    Row("opinions:take_referral_back", INSIDE, referral, refused=404, post={}),
    Row("opinions:blocks", WRITERS),
    Row("opinions:write_block", WRITERS),
    Row("opinions:change_block", OWN, block, refused=403, exact=dict.fromkeys(WRITERS - OWN, 404)),
    Row("opinions:retire_block", OWN, block, refused=403, exact=dict.fromkeys(WRITERS - OWN, 404), post={}),
    button("take_quote_back", quote),
]
