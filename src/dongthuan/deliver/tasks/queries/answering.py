"""Which post answers for a task of an organisation, who holds it, and which parties stand behind an order."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.orgs.queries import standing
from dongthuan.foundation.people.models import Assignment, User
from dongthuan.foundation.things.kit import Question, kinds, object_of, today
from dongthuan.foundation.things.models import Thing

from .. import bodies
from ..bodies import WORKING
from ..models import Task

LEVEL_ROLE = {
    Organisation.Level.COMMUNE: Role.COMMUNE_OFFICER,
    Organisation.Level.DISTRICT: Role.DISTRICT_OFFICER,
    Organisation.Level.DEPARTMENT: Role.DEPARTMENT_OFFICER,
    Organisation.Level.PROVINCE: Role.FOCAL_OFFICER,
}


def is_held(day: date) -> Exists:
    return Exists(Assignment.objects.on(day).filter(post=OuterRef("pk")))


def answering_posts(organisations: Iterable[Organisation], day: date | None = None) -> dict[int, int]:
    """Organisation -> the post that answers for its tasks: an officer's that somebody holds, else the head's. One query."""
    day = day or today()
    choice = Case(
        *(When(role=role, organisation__level=level, then=Value(0)) for level, role in LEVEL_ROLE.items()),
        When(role__in=bodies.OFFICERS, then=Value(1)),
        When(rank=Post.Rank.HEAD, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    posts = (
        Post.objects.on(day)
        .filter(organisation__in=[o.pk for o in organisations], role__in=WORKING)
        .annotate(held=is_held(day), choice=choice)
        .order_by("organisation_id", "-held", "choice", "pk")
        .distinct("organisation_id")
    )
    return dict(posts.values_list("organisation_id", "pk"))


HOLDING = Question(
    lambda posts, bodies, day: Assignment.objects.on(day)
    .filter(Q(post__in=posts) | Q(post__organisation__in=bodies), post__role__in=WORKING, user__is_active=True)
    .select_related("user", "post"),
    posts=list, bodies=list, day=date,
)  # fmt: skip
SERVING = Question(
    lambda bodies, day: Assignment.objects.on(day)
    .filter(Q(post__organisation__in=bodies) | Q(post__organisation__parent__in=bodies, post__role=Role.FOCAL_OFFICER),
            post__role__in=WORKING, user__is_active=True)
    .select_related("user")
    .annotate(role=F("post__role"), body=F("post__organisation"), above=F("post__organisation__parent")),
    bodies=list, day=date,
)  # fmt: skip


def holders_of(tasks: Iterable[Task], day: date | None = None) -> dict[int, list[User]]:
    """Task -> who answers for it today: the holders of its post; if there is none, the head, then any officer."""
    tasks = list(tasks)
    now = standing(task.organisation_id for task in tasks)
    posts = {t.post_id for t in tasks if t.post_id}
    assigned = HOLDING(posts=posts, bodies=set(now.values()), day=day or today())
    by_post: dict[int, list[User]] = {}
    heads: dict[int, list[User]] = {}
    others: dict[int, list[User]] = {}
    for a in assigned:
        by_post.setdefault(a.post_id, []).append(a.user)
        (heads if a.post.rank == Post.Rank.HEAD else others).setdefault(a.post.organisation_id, []).append(a.user)
    return {
        t.pk: by_post.get(t.post_id or 0) or heads.get(now[t.organisation_id]) or others.get(now[t.organisation_id], [])
        for t in tasks
    }


def officers_of(organisation_ids: Iterable[int], day: date | None = None) -> dict[int, list[User]]:
    """Organisation -> its officers today, or its leaders if it has none; a party's are those of its focal unit too."""
    ids = standing(organisation_ids)
    officers: dict[int, list[User]] = {}
    leaders: dict[int, list[User]] = {}
    for a in SERVING(bodies=set(ids.values()), day=day or today()):
        place = leaders if a.role == Role.LEADER else officers
        place.setdefault(a.body, []).append(a.user)
        if a.role == Role.FOCAL_OFFICER and a.above:
            place.setdefault(a.above, []).append(a.user)
    return {old: officers.get(now) or leaders.get(now, []) for old, now in ids.items()}


def party_ids(because: Thing) -> list[int]:
    """The organisations that agreed to what the task was ordered by; none if its kind names none."""
    kind = kinds.get(because.kind)
    return [o.pk for o in kind.parties(object_of(because))] if kind and kind.parties else []


def unheld(day: date) -> Q:
    """Tasks whose post nobody holds on the day."""
    held = Exists(Assignment.objects.on(day).filter(post=OuterRef("post_id")))
    return Q(post__isnull=True) | ~Q(held)


def answered_by(user: object, tasks: QuerySet, day: date | None = None) -> QuerySet:
    """Those of the tasks that stand on this person's desk: their posts', and their bodies' that nobody holds."""
    mine = bodies.of(user)
    return tasks.filter(Q(post__in=mine.posts) | (Q(organisation__in=mine.working) & unheld(day or today())))
