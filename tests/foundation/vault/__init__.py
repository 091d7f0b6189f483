"""A dossier to test with: a province's inspectorate handles a denunciation about a department."""

from dataclasses import dataclass
from typing import Any

from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.models import Thing
from dongthuan.foundation.vault import actions
from dongthuan.foundation.vault.models import Dossier, Item
from tests.factories import World, make_officer, make_org, make_world

SECRET_NAME = "Trần Thị Tố Cáo Mẫu"
SECRET_PHONE = "0912 345 678"
SECRET_CONTENT = "Giám đốc sở nhận phong bì ngày 12/3 tại quán Hương Sen.\nNgười làm chứng gọi số 0912345678."


@dataclass
class Case:
    world: World
    thing: Thing
    inspectorate: Organisation
    subject: Organisation  # Sở Nội vụ, which it is about
    head: User
    deputy: User
    verifier: User
    colleague: User
    dossier: Dossier
    identity: Item
    content: Item

    def post_of(self, user: User) -> Post:
        return user.acting.posts[0]

    def grant(self, part: str, user: User, **more: Any):
        return actions.grant(self.dossier, part, person=user, post=self.post_of(user), by=self.head, **more)


def make_case(*, protected: bool = False, world: World | None = None) -> Case:
    w = world or make_world()
    body = make_org("Thanh tra tỉnh", area=w.province, parent=w.ubnd)
    head = make_officer(body, "leader", title="Chánh Thanh tra", rank="head")
    deputy = make_officer(body, "leader", title="Phó Chánh Thanh tra", rank="deputy")
    verifier = make_officer(body, "department_officer", title="Thanh tra viên")
    colleague = make_officer(body, "department_officer", title="Thanh tra viên chính")
    thing = Thing.objects.create(kind="programme")
    dossier = actions.open_dossier(thing, handler=body, protected=protected, bodies=[w.snv], by=None)
    who = f"{SECRET_NAME}\n{SECRET_PHONE}"
    identity = actions.seal(thing, "identity", who, marks=[("name", SECRET_NAME), ("phone", SECRET_PHONE)], by=None)
    content = actions.seal(thing, "content", SECRET_CONTENT, by=None)
    return Case(w, thing, body, w.snv, head, deputy, verifier, colleague, dossier, identity, content)
