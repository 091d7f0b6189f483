"""For which organisations a person works: those of their posts, those these took the place of, and a focal unit's party."""

from dataclasses import dataclass

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User

OFFICERS = (Role.FOCAL_OFFICER, Role.DEPARTMENT_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
WORKING = (*OFFICERS, Role.LEADER)  # the administrator and the steering viewer do no case work
SPEAKING = (Role.FOCAL_OFFICER, Role.LEADER)  # may agree in the name of a party


@dataclass(frozen=True)
class Bodies:
    """`working`: may report, issue, close for them. `speaking`: may consent in their name. Both hold predecessors too."""

    working: frozenset[int] = frozenset()
    speaking: frozenset[int] = frozenset()
    posts: frozenset[int] = frozenset()
    all_programmes: bool = False  # a steering viewer or a leader of the province reads every programme task


def of(user: object) -> Bodies:
    """Read once per person and request: it is kept beside `acting`, and forgotten with it."""
    if not isinstance(user, User):
        return Bodies()
    acting = people.of(user)
    kept = user.__dict__.get("_bodies")
    if kept is None or kept[0] is not acting:
        kept = user.__dict__["_bodies"] = (acting, _read(acting))
    return kept[1]


def _read(acting: people.Acting) -> Bodies:
    working, speaking, seeing_all = set(), set(), False
    for post in acting.all_posts:
        here = {post.organisation_id}
        if post.role == Role.FOCAL_OFFICER and post.organisation.parent_id:
            here.add(post.organisation.parent_id)
        working |= here if post.role in WORKING else set()
        speaking |= here if post.role in SPEAKING else set()
        leads = post.role == Role.LEADER and post.organisation.level == Organisation.Level.PROVINCE
        seeing_all |= leads or post.role == Role.STEERING_VIEWER
    posts = frozenset(p.pk for p in acting.all_posts if p.role in WORKING)
    return Bodies(frozenset(acting.lineage(working)), frozenset(acting.lineage(speaking)), posts, seeing_all)
