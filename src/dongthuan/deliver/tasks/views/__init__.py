"""Pages of tasks."""

from .detail import detail
from .lists import issue, task_list
from .reading import answer_many
from .steps import (
    answer,
    answer_extension,
    consent,
    escalate,
    extension,
    hand_over,
    move_due,
    obstacle,
    reassign,
    report,
    resolve,
    return_task,
    start,
    stop,
)  # fmt: skip

__all__ = [
    "answer", "answer_extension", "answer_many", "consent", "detail", "escalate", "extension", "hand_over", "issue", "move_due",
    "obstacle", "reassign", "report", "resolve", "return_task", "start", "stop", "task_list",
]  # fmt: skip
