"""Many people file at once through the running site, each from an address of their own, and the site is killed meanwhile."""

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.record.models import Entry
from dongthuan.listen.petitions import codes
from dongthuan.listen.petitions.models import Petition, Receipt
from tests.crowd import EACH, Crowd, killed, send_many
from tests.site import Site

__all__ = ["EACH", "Crowd", "faults", "file_many"]
FORM = "/petitions/send/kien-nghi-phan-anh/"


def file_many(site: Site, organisation: Organisation, n: int) -> Crowd:
    """`n` forms; every fifth is sent twice at the same moment and once more afterwards. The site dies twice between."""

    def form(number: int) -> tuple[str, dict[str, object]]:
        return FORM, {
            "organisation": organisation.pk, "full_name": f"Người gửi {number}", "address": "thôn 3",
            "content": f"Đường thôn {number} hỏng.",
        }  # fmt: skip

    return send_many(Crowd(site, form, "/petitions/sent/"), n, disturb=lambda _time: killed(site))


def faults(run: Crowd) -> list[str]:
    """Where a receipt that was shown is no case, or more than one; where a form sent again became another."""
    found = []
    rows = dict(Petition.objects.values_list("sending", "pk"))
    receipts = dict(Receipt.objects.values_list("petition_id", "code_hash"))
    for key, shown in run.shown.items():
        pk = rows.get(codes.hash_sending(key))
        if len(set(shown)) != 1 or pk is None or receipts[pk] != codes.hash_code(shown[0]):
            found.append(f"{key}: {shown}, case {pk}")
    if (made := Petition.objects.count()) != len(run.shown):
        found.append(f"{made} cases of {len(run.shown)} forms")
    if (noted := Entry.objects.filter(verb="petitions.receive").count()) != made:
        found.append(f"{noted} entries of {made} cases")
    return found
