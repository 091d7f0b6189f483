"""Forms of places, schedules, sessions and conclusions."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.orgs.queries import posts_of
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField

from .. import law, permissions
from ..models import Place, Session
from ..states import SessionKind, UrgentGround
from .base import line_field

LONG = 5_000
HOUR = {"inputmode": "numeric", "autocomplete": "off"}
REPEATS = (
    ("once", _("Once")),
    ("week", _("Every week")),
    ("fortnight", _("Every two weeks")),
    ("month", _("Every month")),
)


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"], widget=forms.TimeInput(format="%H:%M", attrs=HOUR),
        help_text=_("For example 07:30."), error_messages={"invalid": _("Write the hour like 07:30.")}, **more,
    )  # fmt: skip


def leading_posts(organisation: Organisation) -> Any:
    return posts_of(organisation).filter(role=Role.LEADER)


class PostChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Post) -> str:
        return obj.title


class OrganisationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class PlaceForm(forms.Form):
    organisation = OrganisationChoice(label=_("Who receives"), queryset=Organisation.objects.none())
    name = line_field(label=_("Name"), max_length=200)
    address = CheckedText(label=_("Address"), max_length=300, rows=2)
    hours = CheckedText(
        label=_("Regular hours"), max_length=1000, rows=3,
        help_text=_("For example: Monday to Friday, 07:30–11:30 and 13:30–17:00."),
    )  # fmt: skip
    telephone = line_field(label=_("Telephone"), max_length=40, required=False)
    rules = CheckedText(label=_("House rules"), max_length=LONG, rows=4, required=False)
    unit = OrganisationChoice(
        label=_("Served by the officers of"), queryset=Organisation.objects.none(), required=False,
        help_text=_("Only when another unit's reception officers serve the place."),
    )  # fmt: skip
    until = VNDateField(label=_("Closed after"), required=False)

    def __init__(self, *args: Any, user: object, place: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if place is None:
            mine = Organisation.objects.on(today()).filter(pk__in=permissions.own(user)).order_by("name")
            fields["organisation"].queryset = mine
            if mine.count() == 1:
                fields["organisation"].initial = mine.get()
            units = Organisation.objects.on(today()).filter(parent__in=mine)
            del fields["until"]
        else:
            del fields["organisation"]
            units = Organisation.objects.on(today()).filter(parent=place.organisation)
        fields["unit"].queryset = units.order_by("name")


class HoursForm(forms.Form):
    starts = hour_field(_("From (hour)"))
    ends = hour_field(_("To (hour)"))

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        if got.get("starts") and got.get("ends") and got["ends"] <= got["starts"]:
            self.add_error("ends", _("A session ends after it begins."))
        return got


class PlanForm(HoursForm):
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    day = VNDateField(label=_("First day"))
    repeat = forms.ChoiceField(label=_("Repeat"), choices=REPEATS, initial="once")
    until = VNDateField(label=_("Repeat until"), required=False)
    leader = PostChoice(label=_("Who receives"), queryset=Post.objects.none(), required=False,
                        help_text=_("Of a leader's day."))  # fmt: skip
    participants = CheckedText(label=_("Participants"), max_length=LONG, rows=2, required=False)
    topics = CheckedText(label=_("Expected content"), max_length=LONG, rows=2, required=False)
    seats = forms.IntegerField(label=_("Places that can be booked"), min_value=0, max_value=200, initial=8)
    online = forms.BooleanField(label=_("Online session"), required=False)
    link = forms.URLField(label=_("Address of the online session"), required=False, assume_scheme="https")
    field_order = ["kind", "leader", "day", "repeat", "until", "starts", "ends", "participants", "topics", "seats"]

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(k.value, k.label) for k in (SessionKind.PERIODIC, SessionKind.REGULAR)]
        fields["leader"].queryset = leading_posts(place.organisation)
        fields["leader"].initial = fields["leader"].queryset.first()

    def clean(self) -> dict[str, Any]:
        """`days` takes the place of first day, repeat and until; a day that is not worked moves on to the next that is."""
        got = super().clean() or {}
        if got.get("day") and got.get("repeat") and "until" not in self.errors:
            if got["repeat"] != "once" and not got.get("until"):
                self.add_error("until", _("Say until when it repeats."))
            got["days"] = worked(repeated(got["day"], got["repeat"], got.get("until")))
        if got.get("kind") == SessionKind.REGULAR:
            got["leader"] = None
        return {k: v for k, v in got.items() if k not in ("day", "repeat", "until")}


def repeated(first: date, repeat: str, until: date | None) -> list[date]:
    """The day and its repetitions up to the last; a month without that date takes its last day."""
    days, n = [first], 1
    while until and repeat != "once" and len(days) <= 200:
        if repeat == "month":
            month = first.month - 1 + n
            year, month = first.year + month // 12, month % 12 + 1
            day = date(year, month, min(first.day, monthrange(year, month)[1]))
        else:
            day = first + timedelta(days=n * (7 if repeat == "week" else 14))
        if day > until:
            break
        days.append(day)
        n += 1
    return days


def worked(days: list[date]) -> list[date]:
    calendar = law.working_calendar()
    return [calendar.on_or_after(d) for d in days]


class PostForm(forms.Form):
    until = VNDateField(label=_("Post the sessions planned up to"))


class ChangeForm(HoursForm):
    day = VNDateField(label=_("Day"))
    leader = PostChoice(label=_("Who receives"), queryset=Post.objects.none(), required=False)
    participants = CheckedText(label=_("Participants"), max_length=LONG, rows=2, required=False)
    topics = CheckedText(label=_("Expected content"), max_length=LONG, rows=2, required=False)
    seats = forms.IntegerField(label=_("Places that can be booked"), min_value=0, max_value=200)
    online = forms.BooleanField(label=_("Online session"), required=False)
    link = forms.URLField(label=_("Address of the online session"), required=False, assume_scheme="https")
    field_order = ["day", "starts", "ends", "leader", "participants", "topics", "seats", "online", "link"]

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        names = ("day", "starts", "ends", "leader", "participants", "topics", "seats", "online", "link")
        kwargs.setdefault("initial", {n: getattr(session, n) for n in names})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["leader"].queryset = leading_posts(session.place.organisation)
        if not session.is_leaders:
            del fields["leader"]


class PostponeForm(HoursForm):
    reason = CheckedText(label=_("Reason"), max_length=LONG, rows=3)
    day = VNDateField(label=_("New day"))
    field_order = ["reason", "day", "starts", "ends"]


class UnscheduledForm(HoursForm):
    ground = forms.ChoiceField(label=_("Ground (Law on citizen reception, article 18.3)"), choices=UrgentGround.choices,
                               widget=forms.RadioSelect)  # fmt: skip
    reason = CheckedText(label=_("What happened"), max_length=LONG, rows=3)
    day = VNDateField(label=_("Day"), initial=today)
    leader = PostChoice(label=_("Who receives"), queryset=Post.objects.none())
    participants = CheckedText(label=_("Participants"), max_length=LONG, rows=2, required=False)
    field_order = ["ground", "reason", "leader", "day", "starts", "ends", "participants"]

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["leader"].queryset = leading_posts(place.organisation)
        fields["leader"].initial = fields["leader"].queryset.first()


class OnlineForm(forms.Form):
    notified_on = VNDateField(label=_("The parties were told on"), required=False)
    tested_on = VNDateField(label=_("The connection was tested on"), required=False)


class HoldForm(forms.Form):
    receiver = PostChoice(
        label=_("Who receives"), queryset=Post.objects.none(),
        help_text=_("The head in person; whoever else receives does so by authorisation, and is counted apart."),
    )  # fmt: skip

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["receiver"].queryset = leading_posts(session.place.organisation)
        fields["receiver"].initial = session.leader


class ConcludeForm(forms.Form):
    conclusion = CheckedText(
        label=_("Conclusion"), max_length=20_000, rows=8,
        help_text=_("Names no visitor: the notice is read by many. A matter is named by its number in the register."),
    )  # fmt: skip


class CommitmentForm(forms.Form):
    organisation = OrganisationChoice(label=_("Body"), queryset=Organisation.objects.none(), required=False)
    what = CheckedText(label=_("What it is to do"), max_length=LONG, rows=2, required=False)
    due = VNDateField(label=_("By"), required=False)
    contact = line_field(label=_("Contact"), max_length=200, required=False)

    def __init__(self, *args: Any, bodies: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        if any(got.get(f) for f in ("organisation", "what", "due")):
            for name in ("organisation", "what", "due"):
                if not got.get(name) and name not in self.errors:
                    self.add_error(name, _("A body, what it is to do, and by when."))
        return got


CommitmentFormSet = forms.formset_factory(CommitmentForm, extra=3, max_num=20)


class ResultForm(forms.Form):
    result = CheckedText(label=_("What came of it"), max_length=LONG, rows=4)
