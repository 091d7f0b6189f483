"""Reads about people: what a person may act as, who holds a post."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.things.kit import today

from .models import Assignment, Delegation, User


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


def acting(user: object, day: date | None = None) -> Acting:
    """What this person may act as on the day (today by default); nothing for a stranger."""
    day = day or today()
    if not isinstance(user, User) or not user.is_active:
        return Acting(day=day)
    posts = (
        Post.objects.filter(assignments__in=Assignment.objects.on(day).filter(user=user))
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .select_related("organisation").prefetch_related("organisation__names").distinct()
    )  # fmt: skip
    delegations = Delegation.objects.on(day).filter(to=user).select_related("post__organisation")
    return Acting(tuple(posts), tuple((d.post, d.form) for d in delegations), day)


def of(user: object) -> Acting:
    """The cached form of `acting` for a request's user; safe for AnonymousUser and None."""
    return user.acting if isinstance(user, User) else Acting()


def holders(posts: Iterable[Post] | QuerySet, day: date | None = None) -> QuerySet[User]:
    """Who holds any of the posts on the day."""
    return User.objects.filter(assignments__in=Assignment.objects.on(day or today()).filter(post__in=posts)).distinct()


def officers_of(organisation: Organisation, *roles: str, day: date | None = None) -> QuerySet[User]:
    """Who holds a post (of the roles, if named) in the organisation on the day."""
    posts = Post.objects.filter(organisation=organisation)
    return holders(posts.filter(role__in=roles) if roles else posts, day)


def visible_to(user: object) -> QuerySet[User]:
    """Administrators see every account; anyone else sees their own."""
    if of(user).has(Role.ADMINISTRATOR):
        return User.objects.all()
    return User.objects.filter(pk=getattr(user, "pk", None) or 0)
