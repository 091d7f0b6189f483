"""Which cases a signed-in sender finds again. Whose they are is a keyed hash: who copies the database learns no name from it."""

from django.db import models

from .petition import Petition


class Mine(models.Model):
    """One case of one account; `owner` is `codes.owner_of` the account, its key stands outside the database."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="holders")
    owner = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "petition"], name="mine_once")]
