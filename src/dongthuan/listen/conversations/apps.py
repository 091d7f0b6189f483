"""Registers conversations: their kind, navigation, what waits on a person's desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "dongthuan.listen.conversations"
    label = "conversations"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        from django.urls import reverse

        from dongthuan.foundation.things.kit import Kind, register

        from . import panels, queries, sentences

        register(Kind(
            key="conversation", model="conversations.Conversation", label=_("Conversation"),
            url=lambda c: reverse("conversations:detail", args=[c.pk]), title=lambda c: c.topic,
            visible_to=queries.visible_to, sentences=sentences.CONVERSATION,
        ))  # fmt: skip
        panels.register()
