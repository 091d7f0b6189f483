"""The closed lists of a case: kind, channel, field, outcome, product. Labels are translated for the pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    UNCLASSIFIED = "unclassified", _("Not classified")
    COMPLAINT = "complaint", _("Complaint")
    DENUNCIATION = "denunciation", _("Denunciation")
    REFLECTION = "reflection", _("Recommendation or reflection")
    REGULATION = "regulation", _("Reflection on a regulation")
    MIXED = "mixed", _("Several kinds in one")


class Satisfaction(models.IntegerChoices):
    """What the sender says of how it was handled."""

    VERY_SATISFIED = 5, _("Very satisfied")
    SATISFIED = 4, _("Satisfied")
    NEUTRAL = 3, _("Neither")
    DISSATISFIED = 2, _("Dissatisfied")
    VERY_DISSATISFIED = 1, _("Very dissatisfied")


PREFIX = {"complaint": "kn_", "denunciation": "tc_", "reflection": "kp_", "regulation": "pk_"}
VIETNAMESE = {
    "unclassified": "chưa phân loại", "complaint": "khiếu nại", "denunciation": "tố cáo",
    "reflection": "kiến nghị, phản ánh", "regulation": "phản ánh, kiến nghị về quy định hành chính",
    "mixed": "đơn có nhiều nội dung khác loại",
}  # fmt: skip


class Channel(models.TextChoices):
    """How it came. The channel never makes the kind."""

    RECEPTION = "reception", _("Citizen reception")
    POST = "post", _("By post")
    WEB = "web", _("This site")
    PHONE = "phone", _("By telephone")
    EMAIL = "email", _("By e-mail")
    BOX = "box", _("Letter box")
    FORWARDED = "forwarded", _("Forwarded by a deputy, the Front or the press")


class Field(models.TextChoices):
    """Lĩnh vực, the columns of forms 02–04/XLD (TT 01/2024/TT-TTCP)."""

    POLICY = "policy", _("Policies and benefits")
    LAND = "land", _("Land and housing")
    OFFICIALS = "officials", _("Officials and public duties")
    CORRUPTION = "corruption", _("Corruption")
    JUDICIAL = "judicial", _("Justice")
    PARTY = "party", _("Party and mass organisations")
    OTHER = "other", _("Another field")


class Outcome(models.TextChoices):
    """PARTLY covers "đúng một phần" and "có đúng có sai", which the forms word differently."""

    RIGHT = "right", _("All right")
    PARTLY = "partly", _("Partly right")
    WRONG = "wrong", _("All wrong")
    UPHELD = "upheld", _("First decision upheld")
    CHANGED = "changed", _("First decision changed or annulled")


OUTCOME_VI = {
    "right": "đúng toàn bộ", "partly": "đúng một phần", "wrong": "sai toàn bộ", "upheld": "công nhận quyết định lần đầu",
    "changed": "sửa đổi hoặc hủy quyết định lần đầu",
}  # fmt: skip


class Product(models.TextChoices):
    """What a case ends with; without it, it does not end."""

    GUIDANCE = "guidance", _("Letter of guidance")
    TRANSFER = "transfer", _("Letter of transfer")
    RETURN = "return", _("Letter of return")
    REFUSAL = "refusal", _("Notice of refusal")
    FILE_NOTE = "file_note", _("Note for the file")
    CASES = "cases", _("The cases it was split into")
    SAME = "same", _("The case it was joined to")
    NOT_ACCEPTED = "not_accepted", _("Notice of non-acceptance")
    TERMINATION = "termination", _("Decision to terminate")
    DECISION = "decision", _("Decision on the complaint")
    CONCLUSION = "conclusion", _("Conclusion on the denunciation")
    INSPECTION = "inspection", _("Hand-over to inspection")
    ANSWER = "answer", _("Written answer")
    RESULT = "result", _("Published result")
    SECOND = "second", _("Taken over by the superior")


class Link(models.TextChoices):
    """Why a case has a parent."""

    SPLIT = "split", _("Part of a mixed petition")
    TRANSFERRED = "transferred", _("Transferred from")
    SECOND = "second", _("Second complaint after")
    CONTINUED = "continued", _("Continued denunciation after")


WAYS = [
    ("meeting", _("At a meeting")), ("posting", _("Posted at the office, at least 15 days")),
    ("media", _("In the media")), ("web", _("On the portal, at least 15 days")),
]  # fmt: skip
PUBLICATION_WAYS = tuple(code for code, _label in WAYS)
