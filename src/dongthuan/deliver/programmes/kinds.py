"""What the house must know of programmes, plans, rows and lessons."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import Kind

from . import permissions, queries, sentences
from .models import Programme


def parties(programme: Programme) -> list[Organisation]:
    return [p.organisation for p in queries.parties_on(programme)]


KINDS = [
    Kind(
        key="programme", model="programmes.Programme", label=_("Programme"),
        url=lambda p: reverse("programmes:detail", args=[p.pk]), title=lambda p: p.short_title,
        visible_to=queries.visible_to, sentences=sentences.PROGRAMME, parties=parties,
        search_text=lambda p: f"{p.full_title} {p.short_title}", may_order=permissions.may_order,
    ),
    Kind(
        key="plan", model="programmes.AnnualPlan", label=_("Annual plan"),
        url=lambda p: reverse("programmes:plan", args=[p.pk]),
        title=lambda p: f"Kế hoạch năm {p.year}, {p.programme.short_title}",
        visible_to=queries.plans_visible_to, sentences=sentences.PLAN, related=("programme__thing",),
        within=lambda p: p.programme, whence=lambda p: [p.programme.thing],
        parties=lambda p: parties(p.programme), may_order=permissions.may_order,
    ),
    Kind(
        key="plan_row", model="programmes.PlanRow", label=_("Row of a plan"),
        url=lambda r: reverse("programmes:row", args=[r.pk]), title=lambda r: r.content,
        visible_to=queries.rows_visible_to, sentences=sentences.ROW,
        related=("plan__programme__thing", "plan__thing", "clause__thing"), within=lambda r: r.plan,
        whence=lambda r: [r.clause.thing if r.clause else None, r.plan.thing, r.plan.programme.thing],
        parties=lambda r: parties(r.plan.programme), search_text=lambda r: f"{r.content} {r.target} {r.product}",
        may_order=permissions.may_order,
    ),
    Kind(
        key="lesson", model="programmes.Lesson", label=_("Lesson"),
        url=lambda x: f"{reverse('programmes:detail', args=[x.programme_id])}#bai-hoc-{x.pk}", title=lambda x: x.text[:120],
        visible_to=queries.lessons_visible_to, sentences=sentences.PROGRAMME, within=lambda x: x.programme,
        related=("programme",), whence=lambda x: [x.source, x.programme.thing],
    ),
]  # fmt: skip
