"""Sign-in of citizens by an OpenID Connect provider such as VNeID: what allauth is told from the environment."""

from typing import Any
from urllib.parse import urlsplit

PROVIDER = "citizen"  # the word in the addresses


def providers(issuer: str, client: str, secret: str, name: str) -> dict[str, Any]:
    """The code flow with PKCE; only the scopes of which something is kept. Nothing without an issuer."""
    if not issuer:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "profile"]}}


def origin(issuer: str) -> list[str]:
    """Where the form that begins the sign-in may lead: the policy of the pages names it."""
    where = urlsplit(issuer)
    return [f"{where.scheme}://{where.netloc}"] if where.netloc else []
