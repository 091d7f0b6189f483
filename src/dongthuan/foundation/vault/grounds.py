"""The grounds of a look in words; code and article stand in their rows."""

from django.utils.translation import gettext_lazy as _

from .models import Ground

WORDS = {
    "LTC24-KIEMTRA": _("Check who denounces and whether it is accepted"),
    "LTC29-THONGBAO": _("Notify the denouncer"),
    "LTC30-XACMINH": _("Verify the content"),
    "LTC35-KETLUAN": _("Write the conclusion"),
    "LTC47-BAOVE": _("Protect the denouncer and their family"),
    "LTC56-LUOCBO": _("Make the copy without personal data"),
    "LTC24-CHUYEN": _("Transfer it to the competent body"),
    "LTC27-TOIPHAM": _("Signs of a crime: hand it to the investigating body"),
    "LTC37-TIEP": _("Continued denunciation: the superior reviews"),
}


def worded(ground: Ground) -> str:
    return f"{WORDS.get(ground.code, ground.code)} ({ground.basis})"
