"""The head of the handling body is told of every look into the vault, the second person of what waits for them, the heads of
both bodies of a dossier that passes from one to the other."""

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.vault import queries as vault
from dongthuan.foundation.vault.kit import HandOver, on_hand_over, on_look, on_request
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


def tell_both_heads(passed: HandOver) -> None:
    """Who gave it and who got it, each once; never whom it is about."""
    thing = passed.dossier.thing
    text = f"Hồ sơ niêm phong số {thing.pk} đã chuyển từ {passed.before.short_name} sang {passed.after.short_name} (căn cứ {passed.basis})"
    told = {head.pk: head for body in (passed.before, passed.after) for head in people.heads(body)}
    notify.tell_many(
        Tidings(head, f"vault.hand_over:{passed.entry}", thing, text)
        for head in told.values()
        if not vault.is_excluded(head, thing)
    )


def ready() -> None:
    on_look.add(tell_heads)
    on_request.add(tell_seconds)
    on_hand_over.add(tell_both_heads)
