"""One row per object that others may point at, and the keys that make a form count once."""

from typing import Any, ClassVar

from django.db import connection, models
from django.utils.encoding import force_str


class Thing(models.Model):
    """The row by which other rooms point at an object without importing its app. Its object has a key to it."""

    kind = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


def new_thing(kind: str) -> Thing:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO things_thing (kind) VALUES (%s) RETURNING id", [kind])
        return Thing(pk=cursor.fetchone()[0], kind=kind)


class HasThing(models.Model):
    """An object that others may point at. Its thing is made with it, in the same statement's transaction."""

    KIND: ClassVar[str]
    thing = models.OneToOneField(Thing, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.thing_id is None:
            self.thing = new_thing(self.KIND)
        super().save(*args, **kwargs)

    def _get_FIELD_display(self, field: models.Field) -> Any:
        """What `get_status_display` answers. Django's own hashes, and for that translates, every choice at every call: for a
        state machine of fifty states and a page of fifty rows that was half of the page's time."""
        value = getattr(self, field.attname)
        label = next((label for stored, label in field.flatchoices if stored == value), value)
        return force_str(label, strings_only=True)


class FormKey(models.Model):
    """A form that was carried out. Sending it again leads to the same answer and does nothing twice."""

    key = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField(null=True)  # a plain number: people stand above things in the house
    path = models.CharField(max_length=500)
    answer = models.CharField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)
