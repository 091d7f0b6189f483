"""The quick way through the migrations makes the very tables that Django's own way makes."""

import os

from django.core.management import call_command

from dongthuan.config import database, testing

WHAT = {
    "columns": """SELECT table_name, column_name, ordinal_position, data_type, udt_name, character_maximum_length, collation_name,
                         is_nullable, column_default, is_identity, generation_expression
                  FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "migrations": "SELECT app, name FROM django_migrations",
    "permissions": "SELECT app_label, model, codename FROM auth_permission p JOIN django_content_type t ON p.content_type_id = t.id",
}


def test_both_ways_make_the_same_tables(django_db_setup, django_db_blocker):
    server, name = testing.server, f"dt_plain_{os.getpid()}"
    with django_db_blocker.unblock(), database.connect(server.owner_url) as link:
        testing.create(link, name)
        try:
            owner = database.named(server.owner_url, name)
            database.grant(owner, database.role_of(server.url))
            with database.as_owner(owner):
                call_command("migrate", verbosity=0, interactive=False)
                call_command("createcachetable", verbosity=0)
            ours = made(database.named(server.owner_url, server.template))
            assert ours["constraints"]
            assert ours == made(owner)
        finally:
            testing.drop(link, name)


def made(url: str) -> dict[str, list[str]]:
    with database.connect(url) as link:
        return {key: sorted(map(repr, link.execute(sql))) for key, sql in WHAT.items()}
