from dongthuan.foundation.notify.models import Digest
from tests.factories import World
from tests.permission_rows import SIGNED_IN, Row


def digest_of_a_commune(w: World) -> dict:
    return {"pk": Digest.objects.create(user=w.users["commune_officer"], day="2024-01-02").pk}


ROWS = [
    Row("notify:list", SIGNED_IN),
    Row("notify:read", SIGNED_IN, post={}),
    Row("notify:digest", {"commune_officer"}, digest_of_a_commune, refused=404),
]
