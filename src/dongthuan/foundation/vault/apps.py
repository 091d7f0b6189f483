from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    name = "dongthuan.foundation.vault"
    label = "vault"
    verbose_name = _("Vault")

    def ready(self) -> None:
        from dongthuan.foundation.things import kit

        from .sentences import SENTENCES

        kit.say(SENTENCES)
