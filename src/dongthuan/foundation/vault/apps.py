from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    name = "dongthuan.foundation.vault"
    label = "vault"
    verbose_name = _("Vault")

    def ready(self) -> None:
        from dongthuan.foundation.things import kit
        from dongthuan.web.kit import nav

        from .permissions import may_enter
        from .sentences import SENTENCES

        kit.say(SENTENCES)
        group = _("Organisation and people")
        nav.add("workspace", group, _("Vault"), "vault:list", "lock", visible=may_enter, order=66)
