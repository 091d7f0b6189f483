"""What allauth does on its own pages reaches the record through these ears, connected once in apps.py."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount.models import SocialAccount
from django.db.models.signals import pre_save

from . import actions, citizens


def on_added(sender: Any, *, user: Any, authenticator: Any, **rest: Any) -> None:
    actions.add_key(user, kind=authenticator.type, by=user)


def on_removed(sender: Any, *, user: Any, authenticator: Any, **rest: Any) -> None:
    actions.drop_key(user, kind=authenticator.type, by=user)


def on_password(sender: Any, *, user: Any, **rest: Any) -> None:
    actions.change_password(user, by=user)


def connect() -> None:
    mfa.authenticator_added.connect(on_added, dispatch_uid="people.added")
    mfa.authenticator_reset.connect(on_added, dispatch_uid="people.reset")
    mfa.authenticator_removed.connect(on_removed, dispatch_uid="people.removed")
    pre_save.connect(citizens.keep_little, sender=SocialAccount, dispatch_uid="people.keep_little")
    account.password_changed.connect(on_password, dispatch_uid="people.password")
