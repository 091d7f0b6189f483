"""Reads about people: what a person may act as, who holds a post."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.orgs.queries import read_names, with_before
from dongthuan.foundation.things.kit import Question, by_given_name, by_name, today

from .models import Assignment, Delegation, KeyRecovery, User


@dataclass(frozen=True)
class Acting:
    """The posts a person holds, and those that were delegated to them, on one day."""

    posts: tuple[Post, ...] = ()
    delegated: tuple[tuple[Post, str], ...] = ()  # (post, form KT|TL|TUQ)
    day: date = field(default_factory=today)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(p.role for p in self.all_posts)

    @property
    def all_posts(self) -> tuple[Post, ...]:
        return self.posts + tuple(p for p, _form in self.delegated)

    @property
    def org_ids(self) -> frozenset[int]:
        return frozenset(p.organisation_id for p in self.all_posts)

    @cached_property
    def _before(self) -> dict[int, set[int]]:
        above = {p.organisation.parent_id for p in self.all_posts} - {None}
        return with_before(self.org_ids | above)

    def lineage(self, org_ids: Collection[int | None]) -> set[int]:
        """Those among the person's bodies and the ones above them, with all whose place they took; read once."""
        wanted = set(org_ids)
        return {old for old, now in self._before.items() if now & wanted}

    @cached_property
    def fingerprint(self) -> frozenset[tuple[Any, ...]]:
        """All that a question about what these posts may see can follow from."""
        forms = {p.pk: form for p, form in self.delegated}
        held = {
            (p.pk, p.role, p.rank, forms.get(p.pk, ""), o.pk, o.parent_id, o.kind, o.level)
            for p in self.all_posts if (o := p.organisation)
        }  # fmt: skip
        return frozenset(held | {(old, frozenset(now)) for old, now in self._before.items()})

    @property
    def title(self) -> str:
        return "; ".join(f"{p.title}, {p.organisation.name_on(self.day)}" for p in self.posts)

    def has(self, *roles: str, org: Organisation | int | None = None) -> bool:
        """Whether any of the roles is held (in that organisation, if named)."""
        org_id = org.pk if isinstance(org, Organisation) else org
        return any(p.role in roles and (org_id is None or p.organisation_id == org_id) for p in self.all_posts)

    def post_for(self, org: Organisation | int, *roles: str) -> Post | None:
        org_id = org.pk if isinstance(org, Organisation) else org
        return next((p for p in self.all_posts if p.organisation_id == org_id and (not roles or p.role in roles)), None)

    @property
    def is_staff(self) -> bool:
        return bool(self.all_posts)


POSTS = Question(
    lambda user, day: Post.objects.filter(assignments__in=Assignment.objects.on(day).filter(user=user))
    .filter(Q(until__isnull=True) | Q(until__gte=day)).select_related("organisation").distinct(),
    user=int, day=date,
)  # fmt: skip
DELEGATIONS = Question(
    lambda user, day: Delegation.objects.on(day).filter(to=user)
    .filter(Q(post__until__isnull=True) | Q(post__until__gte=day))  # what ends with its post is delegated no more
    .select_related("post__organisation"),
    user=int, day=date,
)  # fmt: skip


def acting(user: object, day: date | None = None) -> Acting:
    """What this person may act as on the day (today by default); nothing for a stranger."""
    day = day or today()
    if not isinstance(user, User) or not user.is_active:
        return Acting(day=day)
    posts = POSTS(user=user.pk, day=day)
    delegations = DELEGATIONS(user=user.pk, day=day)
    read_names([p.organisation for p in (*posts, *(d.post for d in delegations))])
    return Acting(tuple(posts), tuple((d.post, d.form) for d in delegations), day)


def held_on(day: date) -> QuerySet[Assignment]:
    """The assignments of a day, of posts that stand on it."""
    return Assignment.objects.on(day).filter(Q(post__until__isnull=True) | Q(post__until__gte=day))


def of(user: object) -> Acting:
    """The cached form of `acting` for a request's user; safe for AnonymousUser and None."""
    return user.acting if isinstance(user, User) else Acting()


def holders(posts: Iterable[Post] | QuerySet, day: date | None = None) -> QuerySet[User]:
    """Who holds any of the posts on the day; a closed account answers for nothing."""
    assignments = Assignment.objects.on(day or today()).filter(post__in=posts)
    return User.objects.filter(is_active=True, assignments__in=assignments).distinct()


def officers_of(organisation: Organisation, *roles: str, day: date | None = None) -> QuerySet[User]:
    """Who holds a post (of the roles, if named) in the organisation on the day."""
    posts = Post.objects.filter(organisation=organisation)
    return holders(posts.filter(role__in=roles) if roles else posts, day)


def heads(organisation: Organisation, day: date | None = None) -> QuerySet[User]:
    """Who heads the organisation on the day."""
    return holders(Post.objects.on(day or today()).filter(organisation=organisation, rank=Post.Rank.HEAD), day)


def is_head_of(by: object, user: User) -> bool:
    """Whether `by` heads an organisation in which `user` holds a post, or one directly above it."""
    mine = {p.organisation_id for p in of(by).posts if p.rank == Post.Rank.HEAD}
    return any(p.organisation_id in mine or p.organisation.parent_id in mine for p in acting(user).posts)


@dataclass(frozen=True)
class Ladder:
    """Who answers for posts on one day, read once: three queries whatever the number of posts."""

    above: dict[int, tuple[int | None, int | None]]  # organisation -> (superior, successor)
    held: dict[int, list[int]]  # post -> holders
    by_role: dict[tuple[int, str], list[int]]  # (organisation, role) -> holders of its open posts
    heads: dict[int, list[int]]  # organisation -> its heads

    def current(self, organisation: int) -> int:
        seen = {organisation}
        while (following := self.above[organisation][1]) and following not in seen:
            organisation = following
            seen.add(organisation)
        return organisation

    def answers(self, post: int, organisation: int, role: str) -> list[int]:
        """The holder; else who does the same in the successor; else the head; else the head of the superior, upwards."""
        if found := self.held.get(post):
            return found
        here: int | None = self.current(organisation)
        if here != organisation and (found := self.by_role.get((here or 0, role))):
            return found
        for _step in range(20):
            if here is None:
                break
            if found := self.heads.get(here):
                return found
            superior = self.above[here][0]
            here = self.current(superior) if superior else None
        return []


def ladder(day: date | None = None) -> Ladder:
    day = day or today()
    rows = (
        Assignment.objects.on(day)
        .filter(user__is_active=True)
        .values_list("post_id", "user_id", "post__organisation_id", "post__role", "post__rank", "post__until")
    )
    held: dict[int, list[int]] = defaultdict(list)
    by_role: dict[tuple[int, str], list[int]] = defaultdict(list)
    leading: dict[int, list[int]] = defaultdict(list)
    for post, user, organisation, role, rank, until in rows:
        if until is not None and until < day:
            continue  # the post ended, and whoever held it with it
        held[post].append(user)
        by_role[organisation, role].append(user)
        if rank == Post.Rank.HEAD:
            leading[organisation].append(user)
    above = {
        pk: (parent, after) for pk, parent, after in Organisation.objects.values_list("pk", "parent_id", "successor_id")
    }
    return Ladder(above, held, by_role, leading)


def answers_for(post: Post, day: date | None = None) -> list[User]:
    """On whose desks the work of a post stands: nobody's only if no head is left up to the top."""
    ids = ladder(day).answers(post.pk, post.organisation_id, post.role)
    return list(User.objects.filter(pk__in=ids).order_by(by_given_name("full_name"), by_name("full_name")))


def answers_for_all(posts: Iterable[Post], day: date | None = None) -> dict[int, list[User]]:
    """Post id -> who answers for it; three queries however many posts."""
    steps, posts = ladder(day), list(posts)
    ids = {p.pk: steps.answers(p.pk, p.organisation_id, p.role) for p in posts}
    users = User.objects.in_bulk({i for found in ids.values() for i in found})
    return {post: [users[i] for i in found] for post, found in ids.items()}


def posts_on_desk(user: object, day: date | None = None) -> set[int]:
    """The posts whose open work stands on this person's desk: held, delegated, and those left without a holder to them."""
    mine = of(user) if day is None else acting(user, day)
    found = {p.pk for p in mine.all_posts}
    if not mine.posts:
        return found
    steps, me = ladder(day), getattr(user, "pk", None)
    left = Post.objects.exclude(pk__in=[p for p, held in steps.held.items() if held])
    for post, organisation, role in left.values_list("pk", "organisation_id", "role"):
        if me in steps.answers(post, organisation, role):
            found.add(post)
    return found


def left_to(user: object) -> QuerySet[Post]:
    """Posts without a holder whose open work stands on this person's desk."""
    own = {p.pk for p in of(user).all_posts}
    rows = Post.objects.filter(pk__in=posts_on_desk(user) - own).select_related("organisation")
    return rows.order_by(by_name("organisation__name"), "title")


def visible_to(user: object) -> QuerySet[User]:
    """Administrators see every account; anyone else their own."""
    if of(user).has(Role.ADMINISTRATOR):
        return User.objects.all()
    return User.objects.filter(pk=getattr(user, "pk", None) or 0)


def assignments_visible_to(user: object) -> QuerySet[Assignment]:
    """Who holds which post is known to everyone who holds one."""
    return Assignment.objects.all() if of(user).is_staff else Assignment.objects.none()


def delegations_visible_to(user: object) -> QuerySet[Delegation]:
    return Delegation.objects.all() if of(user).is_staff else Delegation.objects.none()


def recoveries_visible_to(user: object) -> QuerySet[KeyRecovery]:
    """Administrators see every recovery; a head those of people who hold a post in, or directly below, the own body."""
    if of(user).has(Role.ADMINISTRATOR):
        return KeyRecovery.objects.all()
    mine = {p.organisation_id for p in of(user).posts if p.rank == Post.Rank.HEAD}
    posts = Post.objects.filter(Q(organisation__in=mine) | Q(organisation__parent__in=mine))
    return KeyRecovery.objects.filter(user__in=holders(posts)) if mine else KeyRecovery.objects.none()


def given_by(user: User, day: date | None = None) -> QuerySet[Delegation]:
    """Delegations of the posts this person holds, in force on the day."""
    rows = Delegation.objects.on(day or today()).filter(post__in=[p.pk for p in acting(user, day).posts])
    return rows.select_related("post__organisation", "to")


def factors_of(user: User) -> list[str]:
    """The kinds of keys this account has beside its password."""
    return sorted(set(Authenticator.objects.filter(user=user).values_list("type", flat=True)))
