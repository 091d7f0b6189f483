"""How a case uses the vault: everything that names a denouncer or tells what they wrote goes in, and is looked at there.

`Petition.dossier` is the thing whose dossier holds the words: the case's own, or that of the case it was transferred from
or continues, because what is sealed is handed over and never copied.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.things.models import Thing
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault import permissions as vault_permissions
from dongthuan.foundation.vault import queries as vaults
from dongthuan.foundation.vault.models import Dossier, Part
from dongthuan.lib.vietnamese import fold

from . import conclusions
from .kinds import Link
from .models import Attachment, Copy, Opinion, Petition, Petitioner, Statement

LABELS = {"full_name": "Họ và tên", "address": "Địa chỉ", "phone": "Điện thoại", "email": "Thư điện tử",
          "id_number": "Số giấy tờ tùy thân"}  # fmt: skip


# --- going in ------------------------------------------------------------------------------------------------------
def seal(
    petition: Petition, *, content: str, persons: Iterable[Mapping[str, Any]], details: Mapping[str, Any],
    uploads: Iterable[Any], denounced: Iterable[Organisation] = (), by: User | None,
) -> None:  # fmt: skip
    """Seal who denounces and what they wrote. Refused when the receiving body is the one it is about."""
    thing = petition.thing
    try:
        vault.open_dossier(thing, handler=petition.organisation, bodies=list(denounced), by=by)
    except Refused as refusal:
        raise Refused(refusal.reason, field="organisation") from None
    people_ = list(persons)
    marks = [
        (kind, str(p[name]))
        for p in people_
        for name, kind in (("full_name", "name"), ("phone", "phone"), ("id_number", "id"))
        if p.get(name)
    ]
    if told := identity_text(people_):
        vault.seal(thing, "identity", told, marks=marks, by=by)
    vault.seal(thing, "content", content_text(content, details), by=by)
    petition.dossier = thing
    petition.save(update_fields=["dossier"])
    add(petition, uploads, by=by)


def identity_text(persons: Iterable[Mapping[str, Any]]) -> str:
    blocks = ["\n".join(f"{label}: {p[name]}" for name, label in LABELS.items() if p.get(name)) for p in persons]
    return "\n\n".join(b for b in blocks if b)


def content_text(content: str, details: Mapping[str, Any]) -> str:
    more = [f"Đề nghị: {details['request']}" if details.get("request") else "",
            f"Người, cơ quan bị tố cáo: {details['against']}" if details.get("against") else ""]  # fmt: skip
    return "\n\n".join([content, *(m for m in more if m)])


def add(petition: Petition, uploads: Iterable[Any], *, by: User | None) -> None:
    """Papers of a denunciation: cleaned of what they say of their author, and sealed. They may show both parts."""
    thing = petition.dossier or petition.thing
    already = Dossier.objects.get(thing=thing).items.filter(name__startswith="attachment").count()
    for n, upload in enumerate(uploads, already + 1):
        data = upload if isinstance(upload, bytes) else b"".join(upload.chunks())
        name = getattr(upload, "name", "") or f"tep-{n}"
        vault.seal(thing, f"attachment-{n}", data, name=name, shows=[Part.IDENTITY, Part.CONTENT], by=by)


def move_in(petition: Petition, *, by: User | None) -> None:
    """What was taken in as another kind turns out to denounce: its plain words, persons and files go into the vault."""
    statement = Statement.objects.filter(petition=petition).first()
    persons = [{f: getattr(p, f) for f in LABELS} for p in petition.petitioners.all()]
    files = [a.file for a in petition.attachments.select_related("file")]
    uploads = [_named(f) for f in files]
    details = {"request": statement.request, "against": statement.against} if statement else {}
    petition.sealed, petition.title, petition.folded = True, "", ""
    petition.save(update_fields=["sealed", "title", "folded"])
    seal(
        petition,
        content=statement.content if statement else "",
        persons=persons,
        details=details,
        uploads=uploads,
        by=by,
    )
    erase(petition, files)


class _Upload:
    """Stored bytes in the shape of an upload."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name

    def chunks(self) -> list[bytes]:
        return [self.data]


def _named(file: StoredFile) -> _Upload:
    return _Upload(file.bytes(), file.name)


def erase(petition: Petition, files: list[StoredFile]) -> None:
    """Nothing of it stays outside. A file's bytes go when no other row holds the same."""
    Petitioner.objects.filter(petition=petition).delete()
    Statement.objects.filter(petition=petition).delete()
    Attachment.objects.filter(petition=petition).delete()
    petition.steps.exclude(text="").update(text="")
    Opinion.objects.filter(petition=petition).delete()
    petition.orders.update(text="", report="")
    Copy.objects.filter(Q(petition=petition) | Q(other=petition)).delete()
    for file in files:
        if Attachment.objects.filter(file=file).exists():
            continue
        path, sha = file.path, file.sha256
        file.delete()
        if not StoredFile.objects.filter(sha256=sha).exists():
            path.unlink(missing_ok=True)


# --- who may have it -----------------------------------------------------------------------------------------------
def kept_from(user: Any) -> QuerySet[Thing]:
    """The dossiers that are kept from this person, because they are about them, their body or one above it."""
    return vaults.outside(user)


def check_may_get(petition: Petition, to: Organisation) -> None:
    """A body that the denunciation is about, or one below it, never gets it."""
    if petition.dossier:
        vault_permissions.check_body_not_excluded(to, petition.dossier)


def check_addressee(petition: Petition, to: Organisation | None, named: str, field: str) -> None:
    """The same of a body that is only named in words: outside this house it gets the papers all the same."""
    if petition.dossier is None:
        return
    if to is not None:
        check_may_get(petition, to)
    words = _bare(named)
    for body in vaults.outside_bodies(petition.dossier):
        if any(_bare(name) in words for name in (body.name, body.short_name) if name):
            raise Refused(_("A body that the denunciation is about, or one below it, is not written to."), field=field)


SHORT = {  # how offices write names of bodies and places, without marks
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc", "bdv": "ban dan van",
    "vp": "van phong", "tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "h": "huyen", "x": "xa", "p": "phuong",
}  # fmt: skip


def _bare(text: str) -> str:
    """Its words alone, written out, small and without marks, each between spaces."""
    bare = " ".join(SHORT.get(word, word) for word in re.findall(r"[^\W_]+", fold(text)))
    return f" {bare} "


def check_may_have(petition: Petition, person: User, field: str) -> None:
    if petition.dossier:
        try:
            vault_permissions.check_not_excluded(person, petition.dossier)
        except Refused as refusal:
            raise Refused(refusal.reason, field=field) from None


HANDED_OVER = {Link.TRANSFERRED: "LTC 24.2", Link.CONTINUED: "LTC 37, 38"}  # why the sealed words go along


def hand_over(petition: Petition, to: Organisation, *, about: User | None = None, by: User) -> None:
    """The sealed words go with the case to the body that handles it now; the old grants end. `about`: whom they are about."""
    if petition.dossier:
        basis = HANDED_OVER[Link(petition.link)]
        vault.hand_over(Dossier.objects.get(thing=petition.dossier), to, basis=basis, about=about, by=by)


def grant(petition: Petition, *, by: User) -> None:
    """Who was named reads the content. Who denounces stays sealed from them until the head says otherwise."""
    if not petition.dossier:
        return
    dossier = Dossier.objects.get(thing=petition.dossier)
    named = [u for u in (petition.officer, petition.reader) if u]
    for given in dossier.grants.filter(ended_at__isnull=True, part=Part.CONTENT).exclude(person__in=named):
        vault.end_grant(given, by=by)
    for user in named:
        if vaults.holds(user, dossier, Part.CONTENT):
            continue
        acting = people.acting(user)
        post = acting.post_for(petition.organisation_id, Role.SOLVER, Role.SECOND_READER, Role.LEADER)
        if post:
            vault.grant(dossier, Part.CONTENT, person=user, post=post, by=by)


def page_of(user: Any, petition: Petition) -> SafeString | str:
    """On the case's page: that it is sealed, and the way to the vault's own page for who may go there."""
    if not petition.sealed:
        return ""
    dossier = vaults.visible_to(user).filter(thing=petition.dossier).first() if petition.dossier else None
    item = conclusions.written(petition)
    context = {
        "petition": petition,
        "dossier": dossier,
        "conclusion": item,
        "released": item and conclusions.is_released(petition),
    }
    return render_to_string("petitions/_sealed.html", context)
