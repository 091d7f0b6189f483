"""What an administrator types about people, and a person about the own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Post
from dongthuan.foundation.orgs.queries import rank_of
from dongthuan.foundation.things.kit import by_given_name, by_name, today
from dongthuan.web.kit import CheckedText, VNDateField

from .models import Delegation, User


class PostField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.short_name}: {obj.title}"


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.shown_name()} ({obj.username})"


class AccountForm(forms.Form):
    username = forms.SlugField(
        label=_("User name"),
        max_length=60,
        help_text=_("Letters without marks, digits and hyphens, for example le-an."),
    )
    full_name = forms.CharField(label=_("Full name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Only for the daily digest."))


class AssignForm(forms.Form):
    post = PostField(label=_("Post"), queryset=Post.objects.none())
    since = VNDateField(label=_("From"))
    until = VNDateField(label=_("Last day"), required=False)
    basis = forms.CharField(label=_("Basis"), max_length=500, required=False, help_text=_("The decision that says so."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(Q(until__isnull=True) | Q(until__gte=today())).select_related("organisation")
        self.fields["post"].queryset = posts.order_by(
            rank_of("organisation__level"), by_name("organisation__name"), "rank", "title"
        )


class EndForm(forms.Form):
    on = VNDateField(label=_("Last day"))
    basis = forms.CharField(label=_("Basis"), max_length=500)


class RevokeForm(forms.Form):
    on = VNDateField(label=_("Last day"))


class DelegateForm(forms.Form):
    to = PersonField(label=_("To whom"), queryset=User.objects.none())
    form = forms.ChoiceField(label=_("Form of delegation"), choices=Delegation.Form.choices)
    since = VNDateField(label=_("From"))
    until = VNDateField(label=_("Last day"))
    scope = CheckedText(label=_("What for"), max_length=500, required=False, rows=2)
    basis = forms.CharField(label=_("Basis"), max_length=500, required=False)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Q(assignments__post__organisation=post.organisation_id)
        below = Q(assignments__post__organisation__parent=post.organisation_id)
        people = (
            User.objects.filter(here | below, is_active=True)
            .distinct()
            .order_by(by_given_name("full_name"), by_name("full_name"))
        )
        self.fields["to"].queryset = people


class RecoveryForm(forms.Form):
    reason = CheckedText(
        label=_("What was lost, and how the person was recognised"), max_length=500,
        help_text=_("For example: the phone was lost; the person came in person with the identity card."),
    )  # fmt: skip


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"), strip=False, help_text=_("At least 10 characters; a short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("New password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
