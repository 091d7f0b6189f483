"""The pages of the journeys: each module's own `urlpatterns`, at the root."""

from .apps import modules

app_name = "journeys"
urlpatterns = [pattern for module in modules() for pattern in getattr(module, "urlpatterns", [])]
