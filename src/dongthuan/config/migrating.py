"""Migrations, without drawing the whole house for each step.

Django renders, for every single operation, all models that hang together; here all do, by their things and their people.
What most operations touch is one table and those it points at: only these are rendered. A test compares the tables with
those that Django's own way makes.
"""

from typing import Any

from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState, StateApps
from django.db.migrations.utils import resolve_relation

Key = tuple[str, str]  # app label, model name in lower case

# Operations that look at no model that points *at* theirs. A migration with any other one is done Django's way.
PLAIN = (
    migrations.CreateModel,
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.RemoveConstraint,
    migrations.RemoveIndex,
    migrations.RunSQL,
)


class NarrowApps:
    """Gives a model with those it points at, directly or not, and nothing else."""

    def __init__(self, state: "NarrowState") -> None:
        self.state = state

    def get_model(self, app_label: str, model_name: str) -> Any:
        models = self.state.models
        wanted: set[Key] = set()
        waiting = [(app_label, model_name.lower())]
        while waiting:
            key = waiting.pop()
            if key not in wanted and key in models:
                wanted.add(key)
                waiting += points_at(models[key], key)
        rendered = StateApps(list(self.state.real_apps), {key: models[key] for key in wanted})
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
        plain = all(isinstance(operation, PLAIN) for operation in migration.operations)
        state = (NarrowState if plain else ProjectState)(models=state.models, real_apps=state.real_apps)
        return super().apply_migration(state, migration, fake, fake_initial)


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
