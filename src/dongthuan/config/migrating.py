"""Migrations, without drawing the whole house for each step.

Django renders, for every single operation, all models that hang together; here all do, by their things and their people.
What most operations touch is one table and the keys it points at: only these are rendered. A test compares the tables
with those that Django's own way makes.
"""

from typing import Any

from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import resolve_relation

Key = tuple[str, str]  # app label, model name in lower case

# Operations that look at no model that points *at* theirs. A migration with any other one is done Django's way.
PLAIN = (
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AlterModelOptions,
    migrations.AlterUniqueTogether,
    migrations.CreateModel,
    migrations.RemoveConstraint,
    migrations.RemoveField,
    migrations.RemoveIndex,
    migrations.RunSQL,
)
KEPT = ("db_table", "managed", "proxy", "swappable")  # of the options of a model that is only pointed at


class NarrowApps:
    """Gives a model with the keys of those it points at, and nothing else."""

    def __init__(self, state: "NarrowState") -> None:
        self.state = state

    def get_model(self, app_label: str, model_name: str) -> Any:
        models, key = self.state.models, (app_label, model_name.lower())
        wanted = {key: models[key]}
        waiting = points_at(models[key], key)
        while waiting:
            near = waiting.pop()
            if near not in wanted and near in models:
                wanted[near] = only_keys(models[near])
                waiting += points_at(wanted[near], near)
        rendered = StateApps(list(self.state.real_apps), wanted)
        return rendered.get_model(app_label, model_name)


class NarrowState(ProjectState):
    """A state that never holds rendered models: so none is rendered again when one changes."""

    @property  # not kept, as the parent's is: so nothing is found there that would have to be rendered again
    def apps(self) -> NarrowApps:  # type: ignore[override]
        return NarrowApps(self)

    def clone(self) -> "NarrowState":
        return NarrowState(models={k: v.clone() for k, v in self.models.items()}, real_apps=self.real_apps)


class Executor(MigrationExecutor):
    def apply_migration(
        self, state: ProjectState, migration: Any, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        plain = all(is_plain(operation) for operation in migration.operations)
        state = (NarrowState if plain else ProjectState)(models=state.models, real_apps=state.real_apps)
        return super().apply_migration(state, migration, fake, fake_initial)


def is_plain(operation: Any) -> bool:
    """A changed column that others may point at takes them along, so all must be known; no other changed column does."""
    if isinstance(operation, migrations.AlterField):
        return not (operation.field.primary_key or operation.field.unique or operation.field.is_relation)
    return isinstance(operation, PLAIN)


def only_keys(model: ModelState) -> ModelState:
    """Without what it points at itself, unless its own key is such a pointer."""
    fields = {n: f for n, f in model.fields.items() if f.primary_key or not f.is_relation}
    options = {k: v for k, v in model.options.items() if k in KEPT}
    return ModelState(model.app_label, model.name, list(fields.items()), options, model.bases)


def points_at(model: Any, key: Key) -> list[Key]:
    found = [resolve_relation(base, *key) for base in model.bases if isinstance(base, str)]
    for field in model.fields.values():
        for target in (field.remote_field and field.remote_field.model, getattr(field.remote_field, "through", None)):
            if target:
                found.append(resolve_relation(target, *key))
    return found


def migrate() -> None:
    """Apply every waiting migration on the default connection, then let the apps know as `migrate` does."""
    executor = Executor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, interactive=False)
