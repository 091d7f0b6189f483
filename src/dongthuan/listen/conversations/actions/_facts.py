"""What several verbs ask: clean words of a statement, the next number."""

from django.db.models import Max
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused, clean_text

from .. import rules
from ..models import Conversation


def marked(name: str) -> str:
    return {
        "email": _("an e-mail address"), "number": _("a telephone or identity number"), "link": _("a link"),
    }[name]  # fmt: skip


def statement_words(text: str, field: str = "text") -> str:
    """One line of at most 140 characters that leads to nobody."""
    words = " ".join(clean_text(text).split())
    if not words:
        raise Refused(_("Write the statement."), field=field)
    if len(words) > rules.LONGEST:
        raise Refused(
            _("“%(start)s…” has %(n)s characters; a statement has at most %(limit)s. Say one idea only.")
            % {"start": words[:40], "n": len(words), "limit": rules.LONGEST},
            field=field,
        )
    if marks := rules.personal_marks(words):
        raise Refused(
            _("Leave out %(what)s: a statement leads to nobody.") % {"what": ", ".join(marked(m) for m in marks)},
            field=field,
        )
    return words


def next_number(conversation: Conversation) -> int:
    """The number of the next statement; the conversation is locked by the caller."""
    last = conversation.statements.aggregate(last=Max("number"))["last"] or 0
    if last >= rules.MOST_STATEMENTS:
        raise Refused(_("This conversation has %(n)s statements, the most one can hold.") % {"n": last})
    return last + 1
