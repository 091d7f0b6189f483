"""Protection of who denounces (LTC 47–58): what is protected, by which measures, and on which grounds it ends. Pure.

The law gives the request, the decision and the change no number of days that was read; only what it names stands here.
"""

from dataclasses import dataclass
from datetime import date

from dongthuan.foundation.law import Confidence

from .instruments import LTC
from .model import START

LAW = date(2019, 1, 1)


@dataclass(frozen=True)
class Item:
    """A measure, or a ground on which protection ends."""

    code: str
    says: str
    basis: str
    since: date = LAW
    confidence: Confidence = Confidence.TEXT

    @property
    def words(self) -> str:
        note = f"; {self.confidence.note}" if self.confidence.note else ""
        return f"{self.says} ({self.basis}{note})"


MEASURES = (
    Item("BV56", "giữ bí mật thông tin: lược bỏ danh tính, chọn thời gian, địa điểm, cách làm việc", f"{LTC}, Điều 56"),
    Item("BV57", "bảo vệ vị trí công tác, việc làm", f"{LTC}, Điều 57"),
    Item("BV58", "bảo vệ tính mạng, sức khỏe, tài sản, danh dự, nhân phẩm", f"{LTC}, Điều 58"),
)
ENDS = (
    Item("BV54.a", "đã ra kết luận nội dung tố cáo hoặc đình chỉ giải quyết", f"{LTC}, Điều 54.2"),
    Item("BV54.b", "căn cứ bảo vệ không còn", f"{LTC}, Điều 54.2"),
    Item("BV54.c", "người được bảo vệ đề nghị bằng văn bản", f"{LTC}, Điều 54.2"),
    Item("BV54.d", "người được bảo vệ cố ý vi phạm nghĩa vụ", f"{LTC}, Điều 54 (136/2025 sửa)", START, Confidence.NEWS),
)
CONCLUDED = "BV54.a"  # only once the denunciation is concluded or its handling was terminated
PERSONS = "người tố cáo; vợ, chồng, cha mẹ đẻ, cha mẹ nuôi, con đẻ, con nuôi của họ"
PERSONS_BASIS = f"{LTC}, Điều 47.1"


def ends(day: date) -> list[Item]:
    """The grounds the law of the day knows."""
    return [i for i in ENDS if i.since <= day]
