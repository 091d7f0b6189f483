"""The head of the handling body is told of every look into the vault, and the second person of what waits for them."""

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.vault import queries as vault
from dongthuan.foundation.vault.kit import on_look, on_request
from dongthuan.foundation.vault.models import Look, Request


def tell_heads(look: Look) -> None:
    """Without content, and never to whom the denunciation is about."""
    dossier = look.item.dossier
    text = f"{look.person_name} ({look.person_post}) đã xem hồ sơ niêm phong số {dossier.thing_id}: căn cứ {look.ground_id}"
    notify.tell_many(
        Tidings(head, f"vault.look:{look.pk}", dossier.thing, text)
        for head in people.heads(dossier.handler)
        if not vault.is_excluded(head, dossier.thing)
    )


def tell_seconds(request: Request) -> None:
    dossier = request.item.dossier
    text = f"Đề nghị xem hồ sơ niêm phong số {dossier.thing_id} chờ người thứ hai đồng ý (căn cứ {request.ground_id})"
    notify.tell_many(
        Tidings(user, f"vault.request:{request.pk}", dossier.thing, text) for user in vault.seconds(request)
    )


def ready() -> None:
    on_look.add(tell_heads)
    on_request.add(tell_seconds)
