"""What one programme hands to the next: lessons, and where each piece of the next one came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import CleanTextField, HasThing
from dongthuan.foundation.things.models import Thing

from .programme import Programme


class Lesson(HasThing):
    """A lesson (bài học) that the focal officers decided to carry; `source` is the report or thing it was drawn from."""

    KIND = "lesson"
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="lessons")
    text = CleanTextField(_("lesson"))
    source = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["programme_id", "pk"]

    def __str__(self) -> str:
        return self.text


class Seed(models.Model):
    """A piece of the programme before (a clause, a lesson, an open task) that was carried into this one, and to where."""

    class Kind(models.TextChoices):
        CLAUSE = "clause", _("Unfinished clause")
        LESSON = "lesson", _("Decided lesson")
        TASK = "task", _("Open task")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="seeds")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="seeds")  # where it stands now
    note = CleanTextField(blank=True)

    class Meta:
        ordering = ["programme_id", "kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "source"], name="seed_once")]
