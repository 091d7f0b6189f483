"""The house polices itself: sizes, doors, purity, records, words. How each rule is read stands in tests/house.py."""

import importlib
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import URLResolver, get_resolver

from dongthuan.foundation.things.kit import kinds, shared_sentences
from tests import house

ROOT, SOURCE = house.ROOT, house.ROOT / "src" / "dongthuan"
CODE = [p for p in house.files(SOURCE, ".py") if "migrations" not in p.parts]
TESTS = house.files(ROOT / "tests", ".py")
TOOLS = house.files(ROOT / "tools", ".py")
HOUSE_APPS = [a for a in apps.get_app_configs() if a.name.startswith("dongthuan.")]

# Every exemption of the house, each with its reason. An entry that is no longer needed fails a test below.
BACK_DOORS = {
    ("petitions", "rules"): "the law of petitions is pure data, read by whoever works under it",
    ("things", "guards"): "migrations of every app put the database's guards up with it",
    ("vault", "installing"): "what prepares the database runs before Django: keys and rights of the vault's functions",
    ("vault", "rotation"): "the command rotates the keys as the owner of the database, which no room of the house is",
    ("vault", "keys"): "settings, setup and backup name the key file before Django is there",
    ("vault", "sealed"): "the settings of logging take out what the vault opened, before Django is there",
}
SILENT_ACTIONS = {
    "record.append": "it is the record",
    "record.append_many": "it is the record",
    "notify.tell": "a notice repeats what the record of its object already says",
    "notify.tell_many": "a notice repeats what the record of its object already says",
    "notify.post_mail": "the verb that has a letter written leaves its own entry",
    "notify.mark_read": "what a person has read is that person's own business",
    "tasks.accept_many": "each report leaves tasks.accept on its own task",
    "conversations.vote": "lines in a row would tell which votes are one person's; each map's entry holds the digest of all votes",
}
OWN_ACTS = {
    "people.set_password": "the person sets their own, through a one-time link",
}
BY_LIBRARIES = (
    "400.html",
    "403.html",
    "404.html",
    "500.html",
    "403_csrf.html",
    "429.html",
    "account/",
    "allauth/",
    "mfa/",
    "django/",
)
BOTH_LANGUAGES = "both languages stand here"  # a template that says so carries its own words, marked with lang
VIETNAMESE_ONLY = "Vietnamese only"  # papers, legal texts and history are not translated


# --- sizes --------------------------------------------------------------------------------------------------------
def test_files_stay_readable():
    assert house.too_long([*CODE, *TOOLS], 400) == []
    assert house.too_long(TESTS, 600) == []
    assert house.too_long(house.templates(SOURCE).values(), 120) == []


def test_functions_stay_readable():
    assert house.long_functions([*CODE, *TOOLS, *TESTS], 60) == []


def test_every_app_says_what_it_is_for():
    readmes = [folder / "README.md" for folder in house.app_folders(SOURCE)]
    assert [str(p.relative_to(SOURCE)) for p in readmes if not p.exists()] == []
    assert house.too_long([p for p in readmes if p.exists()], 30) == []


# --- templates ----------------------------------------------------------------------------------------------------
def test_every_template_is_used():
    assert house.unused_templates(SOURCE, BY_LIBRARIES) == []


def test_no_page_carries_code_or_style():
    assert house.inline_code(SOURCE) == []


def test_no_template_speaks_one_language_only():
    found = {}
    for name, path in house.templates(SOURCE).items():
        text = path.read_text(encoding="utf-8")
        if BOTH_LANGUAGES not in text and VIETNAMESE_ONLY not in text and (words := house.untranslated_text(text)):
            found[name] = words
    assert found == {}


# --- doors and purity ---------------------------------------------------------------------------------------------
def test_apps_enter_each_other_through_the_front_door():
    assert house.back_doors(SOURCE, BACK_DOORS) == []


def test_law_rules_and_lib_know_no_django_no_clock_no_request():
    assert house.impurities(SOURCE) == []


# --- actions ------------------------------------------------------------------------------------------------------
def test_every_action_leaves_a_record_entry_of_its_name():
    assert house.silent_actions(SOURCE, SILENT_ACTIONS, OWN_ACTS) == []


def test_every_recorded_verb_reads_as_a_sentence():
    verbs = {name for name, _ in house.actions(SOURCE)} - set(SILENT_ACTIONS)
    sentences = {verb for kind in kinds.values() for verb in kind.sentences} | set(shared_sentences)
    assert sorted(verbs - sentences) == [], "verbs without a Vietnamese sentence in their kind"


def test_exemptions_are_still_needed():
    names = {name for name, _ in house.actions(SOURCE)}
    assert sorted({*SILENT_ACTIONS, *OWN_ACTS} - names) == []


# --- words --------------------------------------------------------------------------------------------------------
def test_nothing_tells_how_it_was_built():
    assert house.traces(ROOT) == []


def routes(patterns: list, before: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        here = f"{before}{pattern.pattern}"
        found += routes(pattern.url_patterns, here) if isinstance(pattern, URLResolver) else [f"{here} {pattern.name}"]
    return found


def test_wing_names_stay_out_of_tables_addresses_permissions_and_verbs():
    own = [m for m in apps.get_models() if m.__module__.startswith("dongthuan.")]
    said = [m._meta.db_table for m in own]
    said += [codename for m in own for codename, _ in m._meta.permissions]
    said += [route for route in routes(get_resolver().url_patterns)]
    said += [verb for kind in kinds.values() for verb in kind.sentences] + list(kinds)
    wing = re.compile(rf"(^|[^a-z])({'|'.join(house.WINGS)})([^a-z]|$)")
    assert [text for text in said if wing.search(text)] == []


# --- personal data ------------------------------------------------------------------------------------------------
CLASSES = {
    "account": "what signing in needs",
    "identity": "who someone is: a name, a number",
    "contact": "where someone is reached",
    "activity": "what someone did in office",
    "words": "what someone wrote, which may name people",
    "none": "looks like a person's and is not",
}
PERSONAL_NAME = re.compile(
    r"(^|_)(full_?name|username|email|mail|phone|address|birth|gender|ip|actor|actor_id|actor_name|actor_post|signer"
    r"|signer_name|by|by_id|attester|author|speaker|delegates|citizen|complainant"
    r"|reason|answer|note|proposal|wording|remark)$"
)


def suspected(model: type[models.Model]) -> list[str]:
    """Fields that hold, or point at, a person or a person's own words: texts of an account, links to one, telling names."""
    user = apps.get_model("people.User")
    found = []
    for field in model._meta.get_fields():
        if not isinstance(field, models.Field) or field.auto_created:
            continue
        text = isinstance(field, (models.CharField, models.TextField, models.GenericIPAddressField))
        if field.related_model is user or (text and model is user) or PERSONAL_NAME.search(field.name):
            found.append(f"{model._meta.model_name}.{field.name}")
    return found


def classified(config) -> dict[str, str]:
    """PERSONAL of the app's personal.py: "model.field" → "class: why"."""
    if not (Path(config.path) / "personal.py").exists():
        return {}
    return importlib.import_module(f"{config.name}.personal").PERSONAL


@pytest.mark.parametrize("config", HOUSE_APPS, ids=lambda config: config.label)
def test_every_personal_field_is_classified(config):
    known = classified(config)
    wanted = {name for model in config.get_models() for name in suspected(model)}
    assert sorted(wanted - set(known)) == [], f"say in {config.label}/personal.py what class they are, and why"
    fields = {f"{m._meta.model_name}.{f.name}" for m in config.get_models() for f in m._meta.get_fields()}
    assert sorted(set(known) - fields) == [], "there is no such field"
    unclear = [f"{name}: {words}" for name, words in known.items() if words.partition(": ")[0] not in CLASSES]
    assert unclear == [], f"write 'class: why', class one of {', '.join(CLASSES)}"
    assert [name for name, words in known.items() if len(words.partition(": ")[2]) < 8] == [], "say why"


# --- states -------------------------------------------------------------------------------------------------------
def moves_of(config) -> dict[str, dict]:
    if not (Path(config.path) / "states.py").exists():
        return {}
    module = importlib.import_module(f"{config.name}.states")
    return {name: value for name, value in vars(module).items() if name.endswith("MOVES") and isinstance(value, dict)}


def plain(moves: dict) -> dict[str, list[str]]:
    return {str(old): sorted(str(new) for new in news) for old, news in moves.items()}


def triggers() -> dict[tuple[str, str], dict[str, list[str]]]:
    """(table, column) → moves, as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgargs FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'guard_state_move' AND t.tgenabled <> 'D'"
        )
        rows = [(table, bytes(args).split(b"\0")) for table, args in cursor.fetchall()]
    return {(table, args[0].decode()): plain(json.loads(args[1])) for table, args in rows}


@pytest.mark.django_db
def test_the_database_guards_exactly_the_moves_of_the_code():
    guarded = triggers()
    for config in HOUSE_APPS:
        tables = {model._meta.db_table for model in config.get_models()}
        said = {name: plain(moves) for name, moves in moves_of(config).items()}
        held = {where: moves for where, moves in guarded.items() if where[0] in tables}
        assert [where for where, moves in held.items() if moves not in said.values()] == [], (
            "a trigger knows other moves"
        )
        assert [name for name, moves in said.items() if moves not in held.values()] == [], (
            "no trigger guards these moves"
        )


@pytest.mark.django_db
def test_every_status_is_guarded():
    guarded = triggers()
    bare = []
    for config in HOUSE_APPS:
        keys = [set(plain(moves)) for moves in moves_of(config).values()]
        for model in config.get_models():
            for field in model._meta.local_fields:
                choices = {value for value, _ in field.choices or []}
                if choices and choices in keys and (model._meta.db_table, field.column) not in guarded:
                    bare.append(f"{model._meta.label}.{field.name}")
    assert bare == []
