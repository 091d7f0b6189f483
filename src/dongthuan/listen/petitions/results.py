"""The closed list of numbers that the forms 01–04/KQGQ ask of a decided case."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KEYS: dict[str, Any] = {
    "state_money": _("Recovered for the State: money (million đồng)"),
    "state_land": _("Recovered for the State: land (m²)"),
    "bodies_money": _("Returned to organisations: money (million đồng)"),
    "bodies_land": _("Returned to organisations: land (m²)"),
    "persons_money": _("Returned to persons: money (million đồng)"),
    "persons_land": _("Returned to persons: land (m²)"),
    "bodies_restored": _("Organisations whose rights were restored"),
    "persons_restored": _("Persons whose rights were restored"),
    "people_to_handle": _("Persons to be disciplined or sanctioned"),
    "officials_to_handle": _("of whom officials"),
    "cases_to_police": _("Cases handed to the investigating body"),
    "people_to_police": _("Persons handed to the investigating body"),
    "officials_to_police": _("of these, officials"),
}
WHOLE = {k for k in KEYS if not k.endswith(("_money", "_land"))}
PARTS = (("officials_to_handle", "people_to_handle"), ("officials_to_police", "people_to_police"))
DONE = [k for k in KEYS if not k.endswith("_restored")]
