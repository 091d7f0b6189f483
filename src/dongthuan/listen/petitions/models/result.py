"""What a decision or conclusion brought, in numbers, as the periodic forms ask: what is to be done, and what was."""

from django.db import models

from .petition import Petition


class Result(models.Model):
    """Numbers by key (`results.KEYS`): money in millions of đồng, land in m². No name, and nothing of who denounced."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="result")
    ordered = models.JSONField(default=dict)  # key -> number as text: what the decision or conclusion orders
    done = models.JSONField(default=dict)  # what of it was carried out
