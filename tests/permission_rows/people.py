from datetime import date

from allauth.mfa.models import Authenticator

from dongthuan.foundation.people import actions, links
from dongthuan.foundation.people.models import Assignment, Delegation
from dongthuan.foundation.things.kit import today
from tests.factories import World

from . import EVERYONE, NOBODY, SIGNED_IN, STAFF, Row, pk_of

ADMIN = {"administrator"}


def person(w: World) -> dict:
    return {"pk": w.users["commune_officer_2"].pk}


def head(w: World):
    return Assignment.objects.get(user=w.users["leader"]).post


def delegation(w: World) -> dict:
    made = Delegation.objects.create(
        post=head(w), to=w.users["deputy"], form="KT", since=today(), until=date(2199, 1, 1)
    )
    return {"pk": made.pk}


def recovery(w: World) -> dict:
    """Asked by the second administrator for the deputy, whose head is the leader: both may be the second person."""
    return {"pk": actions.request_recovery(w.users["deputy"], reason="mất", by=w.users["administrator_2"]).pk}


def closed(w: World) -> dict:
    return {
        "pk": actions.deactivate(w.users["commune_officer_2"], on=today(), basis="x", by=w.users["administrator"]).pk
    }


def link(w: World) -> dict:
    user = actions.create_account(username="le.an", full_name="Lê An", by=w.users["administrator"])
    who, token = links.link_for(user).split("/")[-2:]
    return {"who": who, "token": token}


def provider(w: World) -> dict:
    return {"provider_id": "citizen"}


def passkey(w: World) -> dict:
    """A key of somebody else: first one must prove to be oneself, then it does not exist (test_signin.py)."""
    return {"pk": Authenticator.objects.create(user=w.users["deputy"], type="webauthn", data={"name": "x"}).pk}


ROWS = [
    Row("people:list", ADMIN),
    Row("people:create", ADMIN),
    Row("people:detail", ADMIN, person),
    Row("people:assign", ADMIN, person),
    Row("people:close", ADMIN, person),
    Row("people:reopen", ADMIN, closed, post={}),
    Row("people:invite", ADMIN, person, post={}),
    Row("people:recover", ADMIN, person),
    Row("people:end_assignment", ADMIN, lambda w: {"pk": w.users["commune_officer_2"].assignments.get().pk}),
    Row("people:delegations", STAFF),
    Row("people:delegation", STAFF, delegation),
    Row("people:revoke", {"leader", "administrator"}, delegation),
    Row("people:delegate", {"leader", "administrator"}, pk_of(head)),
    Row("people:recoveries", {"leader", "administrator"}),
    Row("people:recovery", {"leader", "administrator"}, recovery, refused=404),
    Row("people:confirm_recovery", {"leader", "administrator"}, recovery, post={}, refused=404),
    Row("people:withdraw_recovery", {"leader", "administrator"}, recovery, post={}, refused=404),
    Row("people:roles", EVERYONE),
    Row("people:me", SIGNED_IN),
    Row("people:language", SIGNED_IN, post={"language": "en"}),
    Row("people:enter", EVERYONE, link),
    Row("people:enter", NOBODY, refused=410, exact={"anonymous": 410}, rest={"who": "1", "token": "a-b"}),
    Row("account_login", EVERYONE),
    Row("account_logout", EVERYONE),
    Row(
        "openid_connect_login", NOBODY, provider, post={}, refused=404, exact={"anonymous": 404}
    ),  # none is set up here
    Row("openid_connect_callback", NOBODY, provider, refused=404, exact={"anonymous": 404}),
    Row("account_inactive", EVERYONE),
    Row("account_reauthenticate", SIGNED_IN),
    Row("account_change_password", SIGNED_IN),
    Row("mfa_index", SIGNED_IN),
    Row("mfa_authenticate", SIGNED_IN),
    Row("mfa_reauthenticate", SIGNED_IN),
    Row("mfa_activate_totp", SIGNED_IN),
    Row("mfa_deactivate_totp", NOBODY, refused=404),
    Row("mfa_view_recovery_codes", NOBODY, refused=404),
    Row("mfa_generate_recovery_codes", SIGNED_IN),
    Row("mfa_download_recovery_codes", NOBODY, refused=404),
    Row("mfa_list_webauthn", SIGNED_IN),
    Row("mfa_add_webauthn", SIGNED_IN),
    Row("mfa_login_webauthn", SIGNED_IN),
    Row("mfa_reauthenticate_webauthn", SIGNED_IN),
    Row("mfa_remove_webauthn", SIGNED_IN, passkey),
    Row("mfa_edit_webauthn", SIGNED_IN, passkey),
]
