"""A file that belongs to nothing yet is seen by who sent it; the others by who sees their thing."""

from dongthuan.foundation.files import actions
from tests.foundation.files.bytes import PDF
from tests.permission_rows import Row

ROWS = [
    Row(
        "files:download",
        {"leader"},
        lambda w: {"pk": actions.store(PDF, name="a.pdf", by=w.users["leader"]).pk},
        refused=404,
    ),
]
