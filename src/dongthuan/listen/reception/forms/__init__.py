"""What a person may type."""

from .schedule import (
    ChangeForm,
    CommitmentFormSet,
    ConcludeForm,
    HoldForm,
    OnlineForm,
    PlaceForm,
    PlanForm,
    PostForm,
    PostponeForm,
    ResultForm,
    UnscheduledForm,
)
from .visits import (
    AnswerForm,
    ArriveForm,
    BookForm,
    CodeForm,
    IdentifyForm,
    LookForm,
    NoticeForm,
    PaperFormSet,
    PeriodForm,
    ReceiptForm,
    RecordForm,
    RefuseForm,
)

__all__ = [
    "AnswerForm", "ArriveForm", "BookForm", "ChangeForm", "CodeForm", "CommitmentFormSet", "ConcludeForm", "HoldForm",
    "IdentifyForm", "LookForm", "NoticeForm", "OnlineForm", "PaperFormSet", "PeriodForm", "PlaceForm", "PlanForm", "PostForm",
    "PostponeForm", "ReceiptForm", "RecordForm", "RefuseForm", "ResultForm", "UnscheduledForm",
]  # fmt: skip
