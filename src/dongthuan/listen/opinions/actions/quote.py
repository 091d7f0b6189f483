"""Releasing words of an opinion, and taking them back. Nothing is released by itself."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text
from dongthuan.lib import redaction

from .. import permissions, rules
from ..models import Opinion, Quote
from ._facts import hold


@transaction.atomic
def release_quote(opinion: Opinion, *, text: str, by: User) -> Quote:
    """Release words of an opinion: its own, with what could name a person cut out. The record holds that, not the words."""
    hold(opinion.posting)
    rows = Opinion.objects.select_related("posting__organiser", "group__thing", "giver")
    opinion = rows.select_for_update(of=("self",)).get(pk=opinion.pk)
    permissions.check(permissions.may_release(by, opinion))
    text = clean_text(text).strip()
    if not text or not any(c.isalpha() for c in redaction.without_gaps(text)):
        raise Refused(_("Say what everyone may read."), field="text")
    if not redaction.only_cut(f"{opinion.words}\n{opinion.wording}", text):
        raise Refused(
            _("A quote keeps its giver's words in their order: take words out, put no others in."), field="text"
        )
    left = [text[a:b] for a, b in redaction.suggested(text)]
    giver = getattr(opinion, "giver", None)
    left += [text[a:b] for a, b in redaction.marks_for(text, [giver.name] if giver and giver.name else [])]
    if left:
        raise Refused(
            _("This could still name a person: %(what)s. Take it out.") % {"what": "; ".join(left)}, field="text"
        )
    group = opinion.group
    assert group is not None
    if Quote.objects.filter(opinion=opinion, taken_back_at=None).exists():
        raise Refused(_("Words of this opinion are released already."))
    shown = Quote.objects.filter(opinion__group=group, opinion__withdrawn_at=None, taken_back_at=None).count()
    if shown >= rules.QUOTES:
        raise Refused(_("%(n)s quotes of a group are released; take one back first.") % {"n": shown}, field="text")
    made = Quote.objects.create(opinion=opinion, text=text, released_by=by)
    record.append("opinions.release_quote", subject=group.thing, by=by, data={"quote": made.pk, "opinion": opinion.pk})
    return made


@transaction.atomic
def take_quote_back(quote: Quote, *, by: User) -> Quote:
    """From now on nobody outside reads it, nor does the table hold it."""
    hold(quote.opinion.posting)
    quote = Quote.objects.select_related("opinion__posting__organiser", "opinion__group__thing").get(pk=quote.pk)
    permissions.check(permissions.may_manage(by, quote.opinion.posting))
    if quote.taken_back_at:
        return quote
    quote.taken_back_at, quote.taken_back_by = timezone.now(), by
    quote.save(update_fields=["taken_back_at", "taken_back_by"])
    assert quote.opinion.group is not None
    record.append(
        "opinions.take_quote_back", subject=quote.opinion.group.thing, by=by,
        data={"quote": quote.pk, "opinion": quote.opinion_id},
    )  # fmt: skip
    return quote
