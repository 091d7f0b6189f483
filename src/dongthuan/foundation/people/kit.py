"""What people lend their neighbours: names for invented people, and how the citizens' provider of sign-in is called."""

from django.conf import settings

from .names import invent

__all__ = ["invent", "provider_name"]


def provider_name() -> str:
    """How the provider is called on the button; empty where the installation has none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""
