"""What joins rooms that may not import each other. Each module here says for itself what it adds."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from django.apps import AppConfig


def modules() -> list[ModuleType]:
    """Every journey: a module beside this one."""
    from dongthuan import journeys

    names = [m.name for m in iter_modules(journeys.__path__) if m.name not in {"apps", "urls"}]
    return [import_module(f"dongthuan.journeys.{name}") for name in sorted(names)]


class JourneysConfig(AppConfig):
    name = "dongthuan.journeys"
    label = "journeys"

    def ready(self) -> None:
        for module in modules():
            if hasattr(module, "ready"):
                module.ready()
