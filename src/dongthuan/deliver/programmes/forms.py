"""What a person may type about programmes and plans."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.people.queries import of as acting_of
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import by_name
from dongthuan.web.kit import CheckedText, VNDateField, VNNumberField

from . import queries
from .models import AnnualPlan, PlanRow, Programme

PARTIES = 4  # rows for parties on the form; more are added after saving
HEAD_FIRST = Case(When(rank=Post.Rank.HEAD, then=0), default=1)
TEXT_LIMIT = 400_000  # characters of a pasted text: ten times the longest programme seen
UPPER = [Organisation.Level.PROVINCE, Organisation.Level.DEPARTMENT]


def upper_organisations(day: date | None = None) -> QuerySet[Organisation]:
    """Bodies of the province and its departments, of the day if named."""
    found = Organisation.objects.filter(level__in=UPPER).order_by(by_name("name"))
    return found.on(day) if day else found


def own_party(user: object) -> dict[str, Any]:
    """A focal officer's own party and unit, filled in."""
    post = next((p for p in acting_of(user).posts if p.role == Role.FOCAL_OFFICER), None)
    if post is None:
        return {}
    party = post.organisation.parent if post.organisation.level == Organisation.Level.DEPARTMENT else post.organisation
    return {"party_1": party, "focal_1": post.organisation}


class OrganisationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return f"{obj.name} ({obj.since:%m/%Y} – {obj.until:%m/%Y})" if obj.until else obj.name


class FactsForm(forms.Form):
    """The facts of a programme: kind, title, parties, window, căn cứ lines."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Programme.Kind.choices, initial=Programme.Kind.CHUONG_TRINH)
    title = CheckedText(
        label=_("Title as it stands on the paper"), max_length=500, rows=2,
        help_text=_("Without the word for its kind: “phối hợp thực hiện công tác dân vận … giai đoạn 2026 - 2030”."),
    )  # fmt: skip
    short_title = forms.CharField(label=_("Short title for lists and links"), max_length=120)
    since = VNDateField(label=_("In force from"))
    until = VNDateField(label=_("Until"))
    predecessor = forms.ModelChoiceField(
        label=_("Follows on"), queryset=Programme.objects.none(), required=False, empty_label=_("Nothing before it")
    )
    bases = CheckedText(
        label=_("Grounds (căn cứ)"), max_length=20_000, rows=6, required=False,
        help_text=_("One ground a line, without “Căn cứ” being repeated; the paper sets “;” and “.” itself."),
    )  # fmt: skip
    lead = forms.ChoiceField(
        label=_("Which party leads"), choices=[(str(n), str(n)) for n in range(1, PARTIES + 1)], initial="1",
        help_text=_("Its layout (Party or State) is the paper's; it signs on the right."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = queries.public()
        self.initial = {**own_party(user), **self.initial}
        organisations = upper_organisations()
        for n in range(1, PARTIES + 1):
            self.fields[f"party_{n}"] = OrganisationChoice(
                label=_("Party %(n)s") % {"n": n}, queryset=organisations, required=n <= 2, empty_label="—"
            )
            self.fields[f"focal_{n}"] = OrganisationChoice(
                label=_("Its focal unit"), queryset=organisations, required=False, empty_label="—"
            )
        self.order_fields(
            ["kind", "title", "short_title", "since", "until", "party_1", "focal_1", "party_2", "focal_2", "party_3",
             "focal_3", "party_4", "focal_4", "lead", "bases", "predecessor"]
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """The cleaned values as the actions take them."""
        got = self.cleaned_data
        parties = [
            {"organisation": got[f"party_{n}"], "focal_org": got[f"focal_{n}"], "leads": got["lead"] == str(n)}
            for n in range(1, PARTIES + 1)
            if got[f"party_{n}"]
        ]
        bases = [line.strip() for line in got["bases"].splitlines() if line.strip()]
        names = ("kind", "title", "short_title", "since", "until", "predecessor")
        return {**{name: got[name] for name in names}, "parties": parties, "bases": bases}

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        got: dict[str, Any] = {
            name: getattr(programme, name)
            for name in ("kind", "title", "short_title", "since", "until", "predecessor", "revision")
        }
        got["bases"] = "\n".join(b.text for b in programme.bases.all())
        for n, party in enumerate(programme.parties.all(), 1):
            got[f"party_{n}"], got[f"focal_{n}"] = party.organisation, party.focal_org
            if party.leads:
                got["lead"] = str(n)
        return got


class NewForm(FactsForm):
    """A new programme, with its first words from a Word file, a pasted text, or the usual skeleton."""

    word = forms.FileField(
        label=_("Draft as a Word file (.docx)"), required=False,
        help_text=_("Numbering, “điểm đ)” and tracked changes are understood. Leave empty to start in the browser."),
    )  # fmt: skip
    words = CheckedText(
        label=_("Or paste the draft here"), max_length=TEXT_LIMIT, rows=8, required=False,
        help_text=_("Leave both empty to start from the usual skeleton of its kind."),
    )  # fmt: skip


class SignedOnPaperForm(forms.Form):
    """What was signed on paper: its number and date as printed, its scan, who signed it."""

    number = VNNumberField(label=_("Paper number"), min_value=1, max_value=9999)
    symbol = forms.CharField(
        label=_("Symbol as printed after the number"), max_length=80, help_text=_("For example -CTr/BDVTU-UBND.")
    )
    dated = VNDateField(label=_("Date on the paper"))
    signers = CheckedText(
        label=_("Who signed"), max_length=1000, rows=3,
        help_text=_("One line per party, in the order of the parties: name and title as printed."),
    )  # fmt: skip
    scan = forms.FileField(label=_("Scan of the signed paper (PDF)"))
    attest = forms.BooleanField(label=_("I have compared the scan with the signed original and attest to it."))


class NumberForm(forms.Form):
    """Number, date and who signs for each party."""

    dated = VNDateField(label=_("Date of the paper"))
    recipients = CheckedText(
        label=_("Recipients (Nơi nhận)"), max_length=2000, rows=5, required=False, help_text=_("One a line.")
    )

    def __init__(self, *args: Any, parties: list[queries.PartyOn], optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            posts = Post.objects.filter(organisation=party.organisation, role=Role.LEADER)
            self.fields[f"signer_{party.party.order}"] = forms.ModelChoiceField(
                label=_("Who signs for %(name)s") % {"name": party.organisation.name},
                queryset=posts.order_by(HEAD_FIRST, "title"),
                required=not optional,
                initial=None if optional else posts.filter(rank=Post.Rank.HEAD).first(),
                empty_label=_("Does not sign") if optional else None,
            )
        self.order_fields(["dated", *(f"signer_{p.party.order}" for p in parties), "recipients"])

    def signers(self) -> dict[int, Post]:
        """Order of the party -> the post that signs for it."""
        got = {p.party.order: self.cleaned_data.get(f"signer_{p.party.order}") for p in self.parties}
        return {order: post for order, post in got.items() if post}

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["recipients"].splitlines() if line.strip()]


class ReasonForm(forms.Form):
    reason = CheckedText(label=_("Reason"), max_length=1000, rows=3)


class FocusForm(forms.Form):
    theme = forms.CharField(label=_("Theme of the year"), max_length=300)
    clauses = forms.MultipleChoiceField(label=_("Clauses in focus"), widget=forms.CheckboxSelectMultiple, choices=[])

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.content_clauses(programme.in_force_version)
        self.fields["clauses"].choices = [(str(r.clause_id), r.heading) for r in found]


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, choices=[])

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(programme.plans.values_list("year", flat=True))
        self.fields["year"].choices = [(y, str(y)) for y in programme.years if y not in taken]


class RowForm(forms.Form):
    """One line of the plan."""

    clause = forms.TypedChoiceField(label=_("Clause"), coerce=int, required=False, empty_value=None, choices=[])
    content = CheckedText(label=_("Content"), max_length=5000, rows=3)
    target = CheckedText(
        label=_("Measurable target"), max_length=5000, rows=2, required=False,
        help_text=_("A number that can be checked: “mỗi xã ít nhất 2 hội nghị”."),
    )  # fmt: skip
    lead = OrganisationChoice(label=_("Leads"), queryset=Organisation.objects.none())
    partners = forms.ModelMultipleChoiceField(
        label=_("Co-operating bodies"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    starts = VNDateField(label=_("From"), required=False)
    ends = VNDateField(label=_("Until"))
    product = CheckedText(label=_("Product"), max_length=5000, rows=2, required=False)
    note = CheckedText(label=_("Note"), max_length=5000, rows=2, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: AnnualPlan, row: PlanRow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.readings(plan.programme.in_force_version)
        self.fields["clause"].choices = [
            ("", "—"), *((r.clause_id, f"{r.code}: {r.heading}"[:140]) for r in found if r.code)
        ]  # fmt: skip
        wanted = Q(level__in=UPPER)
        if row is not None:
            wanted |= Q(pk=row.lead_id) | Q(pk__in=row.partners.values("pk"))
        organisations = queries.organisations_of(plan.year).filter(wanted).order_by(by_name("name"))
        self.fields["lead"].queryset = organisations
        self.fields["partners"].queryset = organisations

    def values(self) -> dict[str, Any]:
        got = {k: v for k, v in self.cleaned_data.items() if k != "revision"}
        return got | {"clause": Clause.objects.get(pk=got["clause"]) if got["clause"] else None}


class PlanFileForm(forms.Form):
    file = forms.FileField(
        label=_("Excel file (.xlsx)"),
        help_text=_("Best the file exported from this plan, edited: the codes in its first column keep rows together."),
    )
