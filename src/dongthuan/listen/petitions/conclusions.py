"""The conclusion on a denunciation: its words lie in the vault as content, version after version; the paper takes the copy.

It is about the denounced and may name the denouncer between the lines, so it is treated as the petition itself: sealed,
looked at on a ground by who holds the grant for the content, and outside the vault only as the released copy.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault import queries as vaults
from dongthuan.foundation.vault.kit import KeysMissing
from dongthuan.foundation.vault.models import Item, Look, Part

from .models import Petition
from .rules import conclusion as law

APART = (  # until a copy is released the paper points at the file
    "Nội dung tố cáo: theo bản trích đã lược bỏ thông tin về người tố cáo, kèm theo văn bản này.\n"
    "Kết quả xác minh: theo báo cáo kết quả xác minh lưu trong hồ sơ mật.\n"
    "Trách nhiệm của từng cơ quan, cá nhân và các biện pháp xử lý: theo phụ lục mật do người được giao giữ bí mật kèm theo."
)

LABELS = {
    "denounced": _("What was denounced"), "findings": _("What was found"),
    "lawful": _("The law by which it is judged"), "judged": _("Each content: right, partly right or wrong"),
    "duties": _("Who is responsible for what"), "remedies": _("Measures, and what is proposed to others"),
    "proposals": _("Proposals on policy and law"),
}  # fmt: skip


def cited(section: law.Section) -> str:
    """Its heading in the paper and the article, with how surely we know."""
    note = f"; {section.confidence.note}" if section.confidence.note else ""
    return f"{section.heading} ({section.basis}{note})"


def name_of(petition: Petition) -> str:
    """The piece's name: a continued denunciation has the same dossier and a conclusion of its own."""
    return f"conclusion-{petition.pk}"


def written(petition: Petition) -> Item | None:
    """The newest version; None while none was written."""
    return vaults.newest(petition.dossier, name_of(petition)) if petition.dossier else None


def versions(petition: Petition) -> int:
    return Item.objects.filter(dossier__thing=petition.dossier, name=name_of(petition)).count()


def seal(petition: Petition, said: Mapping[str, str], *, by: User) -> int:
    """Seal the next version and answer its number."""
    if petition.dossier is None:
        raise Refused(gettext("Nothing of this case lies in the vault."))
    vault.seal(petition.dossier, name_of(petition), law.joined(said), shows=[Part.CONTENT], by=by)
    return versions(petition)


def in_paper(petition: Petition) -> str:
    """What the paper says: the copy that was released of the newest version, or where it is kept."""
    copy = vaults.redacted(petition.dossier, name_of(petition)) if petition.dossier else None
    return copy or APART


def is_released(petition: Petition) -> bool:
    """Whether the paper would say what the newest version says."""
    return in_paper(petition) != APART


def from_look(user: Any, petition: Petition, look_id: str) -> dict[str, str]:
    """What an own look of the last fifteen minutes showed, to be written on; nothing where there is no such look."""
    if not look_id.isdigit():
        return {}
    look = Look.objects.filter(pk=look_id, person=user.pk, item__name=name_of(petition)).first()
    try:
        return law.split(vaults.reveal(look, by=user).reveal_text()) if look else {}
    except (Refused, KeysMissing):
        return {}
