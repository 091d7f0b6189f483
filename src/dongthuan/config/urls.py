"""Every room's pages, under its own word. A room is mounted here by having a urls.py; journeys come first."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

import dongthuan.foundation.things.kit  # noqa: F401  registers the <pk:…> converter

# The word in the address, where it is not the room's own name.
WORDS = {"orgs": "organisations", "web": "", "notify": "notices", "service_requests": "requests"}


def rooms() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for app in apps.get_app_configs():
        if app.name.startswith("dongthuan.") and find_spec(f"{app.name}.urls"):
            word = "" if app.label == "journeys" else WORDS.get(app.label, app.label)
            found.append(path(f"{word}/" if word else "", include(f"{app.name}.urls")))
    return found


urlpatterns = [*rooms(), path("account/", include("dongthuan.foundation.people.account_urls"))]
if find_spec("dongthuan.config.health"):
    urlpatterns += [path("", include("dongthuan.config.health"))]
handler500 = "dongthuan.config.away.server_error"
