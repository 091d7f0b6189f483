"""One-time links by which a person sets a password: they die when it is set, and after three days (Django's default)."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from .models import User


def link_for(user: User) -> str:
    """The path that the administrator hands to the person."""
    return reverse("people:enter", args=[int_to_base36(user.pk), default_token_generator.make_token(user)])


def owner_of(who: str, token: str) -> User | None:
    """Whose link it is, if it still lives."""
    try:
        user = User.objects.filter(pk=base36_to_int(who), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    if user is None or user.has_usable_password():
        return None
    return user if default_token_generator.check_token(user, token) else None
