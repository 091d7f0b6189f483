"""Raw SQL as the application's role: nothing opens, nothing is forged, nothing goes round the functions."""

import json
import time
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

from dongthuan.foundation.vault import actions, vouchers
from dongthuan.foundation.vault.models import Part

from . import Case, make_case
from .test_looks import PROTECT, VERIFY

NO = errors.InsufficientPrivilege
CLOSED = ["master", "teller", "spent", "data_key", "sealed", "sealed_identity", "sealed_content", "mark"]
GUARDED = ["dossier", "item", "grant", "ground", "request", "look", "exclusion", "redaction"]


@pytest.fixture
def case(own_database) -> Case:
    found = make_case(protected=True)
    found.grant(Part.IDENTITY, found.verifier)
    return found


@pytest.fixture
def link(case, own_database) -> Iterator[psycopg.Connection]:
    """What an attacker has who read the application's database password."""
    with psycopg.connect(own_database.url, autocommit=True) as found:
        yield found


def forged(verb: str, key: bytes = b"\0" * 32, **told) -> list[str]:
    """A voucher signed with a key of the attacker's own."""
    import hashlib
    import hmac

    plain = {"verb": verb, "day": "2026-11-27", "nonce": "x", "until": int(time.time()) + 60} | told
    text = json.dumps(plain)
    return [text, hmac.new(key, text.encode(), hashlib.sha256).hexdigest()]


def test_the_closed_schema_does_not_open(link):
    for table in CLOSED:
        for line in (
            f"SELECT * FROM vault.{table}",
            f"COPY vault.{table} TO STDOUT",
            f"COPY (SELECT * FROM vault.{table}) TO STDOUT",
            f"UPDATE vault.{table} SET ctid = ctid",
            f"DELETE FROM vault.{table}",
            f"TRUNCATE vault.{table}",
            f"BEGIN; LOCK vault.{table} IN ACCESS SHARE MODE",
            f"CREATE TEMP VIEW peep AS SELECT * FROM vault.{table}",
            f"CREATE TEMP TABLE copied AS TABLE vault.{table}",
            f"GRANT SELECT ON vault.{table} TO CURRENT_USER",
            f"ALTER TABLE vault.{table} OWNER TO CURRENT_USER",
            f"DROP TABLE vault.{table} CASCADE",
        ):
            with pytest.raises(NO):
                link.execute(line)
            link.execute("ROLLBACK")
        assert link.execute("SELECT count(*) FROM pg_stats WHERE schemaname = 'vault'").fetchone() == (0,)
    for line in (
        "INSERT INTO vault.teller VALUES ('', '')",
        "SELECT vault.told('{}', '', 'look', false)",
        "SELECT vault.exclude(1, NULL, 1, 1)",
        "CREATE TABLE vault.mine ()",
        "ALTER SCHEMA vault OWNER TO CURRENT_USER",
    ):
        with pytest.raises(NO):
            link.execute(line)


def test_nothing_of_the_server_or_of_other_roles_is_within_reach(link, own_database):
    owner = psycopg.conninfo.conninfo_to_dict(own_database.owner_url)["user"]
    for line in (
        f"SET ROLE {owner}",
        f"SET SESSION AUTHORIZATION {owner}",
        f"GRANT {owner} TO CURRENT_USER",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT pg_read_binary_file('base/1/1259')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/hostname')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY pg_temp.x FROM PROGRAM 'true'",
        "COPY things_thing TO '/tmp/x'",
        "SET session_replication_role = replica",
        "ALTER SYSTEM SET log_statement = 'all'",
        "CREATE EXTENSION dblink",
        "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
    ):
        with pytest.raises((NO, errors.UndefinedTable, errors.FeatureNotSupported)):
            link.execute(line)


def test_rows_the_role_reads_it_does_not_write(link, case):
    for table in GUARDED:
        name = f"public.vault_{table}"
        assert link.execute(f"SELECT count(*) FROM {name}").fetchone()
        for line in (
            f"INSERT INTO {name} SELECT * FROM {name}",
            f"UPDATE {name} SET {'code = code' if table == 'ground' else 'id = id'}",
            f"DELETE FROM {name}",
            f"TRUNCATE {name} CASCADE",
            f"ALTER TABLE {name} DISABLE TRIGGER ALL",
            f"DROP TRIGGER guard_vault ON {name}",
        ):
            with pytest.raises(NO):
                link.execute(line)


def test_the_guard_holds_even_where_a_right_was_given_by_mistake(case, own_database):
    role = psycopg.conninfo.conninfo_to_dict(own_database.url)["user"]
    with psycopg.connect(own_database.owner_url, autocommit=True) as owner:
        owner.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
    with psycopg.connect(own_database.url, autocommit=True) as link:
        for table in ("dossier", "grant"):
            with pytest.raises(NO, match="functions of the vault only"):
                link.execute(f"UPDATE public.vault_{table} SET id = id")
        with pytest.raises(NO, match="functions of the vault only"):
            link.execute(
                "INSERT INTO vault_grant (dossier_id, part, person_id, post_id, given_by_id, given_at)"
                " SELECT dossier_id, 'content', person_id, post_id, given_by_id, now() FROM vault_grant"
            )


def test_no_voucher_no_look(link, case):
    item, me, head = case.identity.pk, case.verifier.pk, case.head.pk
    calls = {
        "look": {"by": me, "item": item, "ground": VERIFY},
        "take": {"by": me, "look": 1},
        "grant": {"by": head, "dossier": case.dossier.pk, "part": "content", "person": me, "post": 1},
        "ask": {"by": me, "item": item, "ground": PROTECT},
        "answer": {"by": head, "request": 1, "approve": True},
        "protect": {"by": head, "dossier": case.dossier.pk, "on": False},
        "lift": {"by": head, "exclusion": 1, "why": "x"},
        "exclude": {"by": head, "dossier": case.dossier.pk, "person": head},
        "hand_over": {"by": head, "dossier": case.dossier.pk, "handler": case.subject.pk},
        "match": {"by": me, "macs": []},
        "siblings": {"by": me, "thing": case.thing.pk},
        "mark": {"by": None, "thing": case.thing.pk, "marks": []},
        "open": {"by": None, "thing": 1, "handler": 1, "protected": False, "bodies": [], "persons": []},
        "end_grant": {"by": head, "grant": 1},
        "release": {"by": me, "look": 1, "text": "Ông Bê vô tội.", "removed": 0},
    }
    for verb, told in calls.items():
        for voucher in (
            forged(verb, **told),
            forged(verb, b"", **told),
            [json.dumps(told), ""],
            [None, None],
            ["", None],
        ):
            with pytest.raises(NO, match="vault:voucher"):
                link.execute(f"SELECT * FROM public.vault_{verb}(%s, %s)", voucher)
    with pytest.raises(NO, match="vault:voucher"):
        link.execute("SELECT public.vault_seal(%s, %s, '', '')", forged("seal", thing=case.thing.pk))


def test_a_voucher_serves_its_verb_once_and_not_for_long(link, case, monkeypatch):
    told = {"item": case.identity.pk, "ground": PROTECT, "note": ""}
    voucher = vouchers.sign("ask", by=case.verifier, **told)
    with pytest.raises(NO, match="vault:voucher"):
        link.execute("SELECT public.vault_look(%s, %s)", voucher)
    other = voucher[0].replace(f'"by": {case.verifier.pk}', f'"by": {case.head.pk}')
    assert other != voucher[0]
    with pytest.raises(NO, match="vault:voucher"):  # another person in a voucher that was signed for this one
        link.execute("SELECT public.vault_ask(%s, %s)", [other, voucher[1]])
    link.execute("SELECT public.vault_ask(%s, %s)", voucher)
    with pytest.raises(NO, match="vault:spent"):
        link.execute("SELECT public.vault_ask(%s, %s)", voucher)
    monkeypatch.setattr(vouchers, "LIFE", -1)
    with pytest.raises(NO, match="vault:voucher"):
        link.execute("SELECT public.vault_ask(%s, %s)", vouchers.sign("ask", by=case.verifier, **told))


def test_shadows_and_settings_change_nothing(link, case):
    """Temporary objects of the same names, a bent search_path and settings do not lead the functions astray."""
    for line in (
        "CREATE TEMP TABLE vault_grant AS SELECT * FROM public.vault_grant",
        "CREATE TEMP TABLE people_user AS SELECT * FROM public.people_user",
        "CREATE TEMP TABLE vault_dossier AS SELECT * FROM public.vault_dossier",
        "CREATE TEMP TABLE teller (inner_key bytea, outer_key bytea)",
        "INSERT INTO teller VALUES ('', '')",
        "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$SELECT ''::bytea$$",
        "CREATE FUNCTION pg_temp.told(text, text, text, boolean) RETURNS jsonb LANGUAGE sql AS $$SELECT '{}'::jsonb$$",
        "CREATE FUNCTION pg_temp.eq(text, text) RETURNS boolean LANGUAGE sql AS $$SELECT true$$",
        "CREATE OPERATOR pg_temp.= (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_temp.eq)",
        "UPDATE pg_temp.vault_dossier SET protected = false",
        f"UPDATE pg_temp.vault_grant SET person_id = {case.colleague.pk}",
        "SET search_path = pg_temp, public, pg_catalog",
        "SET transform_null_equals = on",
        "SET datestyle = 'SQL, DMY'",
        "SET timezone = 'Pacific/Kiritimati'",
    ):
        link.execute(line)
    with pytest.raises(NO, match="vault:voucher"):
        link.execute(
            "SELECT public.vault_look(%s, %s)", forged("look", b"", by=case.verifier.pk, item=case.identity.pk)
        )
    told = {"item": case.identity.pk, "ground": VERIFY, "note": "", "request": None}
    with pytest.raises(NO, match="vault:needs_second"):
        link.execute("SELECT public.vault_look(%s, %s)", vouchers.sign("look", by=case.verifier, **told))
    with pytest.raises(NO, match="vault:no_grant"):
        link.execute("SELECT public.vault_look(%s, %s)", vouchers.sign("look", by=case.colleague, **told))


def test_the_functions_are_not_the_roles_to_change(link):
    for line in (
        "CREATE OR REPLACE FUNCTION public.vault_master() RETURNS text LANGUAGE sql AS $$SELECT ''$$",
        "ALTER FUNCTION public.vault_look(text, text) SECURITY INVOKER",
        "ALTER FUNCTION public.vault_look(text, text) SET search_path = pg_temp",
        "ALTER FUNCTION public.vault_look(text, text) RESET search_path",
        "DROP FUNCTION public.vault_look(text, text)",
        "DROP FUNCTION public.guard_vault() CASCADE",
    ):
        with pytest.raises(NO):
            link.execute(line)


def test_every_function_is_pinned_owned_by_the_owner_and_lent_to_the_role_alone(link, own_database):
    owner = psycopg.conninfo.conninfo_to_dict(own_database.owner_url)["user"]
    rows = link.execute(
        "SELECT p.oid::regprocedure::text, p.prosecdef, p.proconfig, pg_get_userbyid(p.proowner), p.proacl::text[]"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'vault' OR (n.nspname = 'public' AND p.proname LIKE 'vault\\_%')"
    ).fetchall()
    assert len(rows) > 25
    for name, definer, config, by, access in rows:
        assert config == ["search_path=pg_catalog, pg_temp"], name
        assert by == owner, name
        assert not any(line.startswith("=") for line in access), f"{name} is open to everybody"
        assert definer == (not name.startswith("vault.")), name


def test_a_rollback_gives_nothing_away(link, case):
    """The look is read only where it can no longer be taken back: not in its own transaction, not in a part of it."""
    case.grant(Part.CONTENT, case.colleague)
    told = {"item": case.content.pk, "ground": VERIFY, "note": "", "request": None}
    for begin, end in (("SELECT 1", "SELECT 1"), ("SAVEPOINT inner_part", "RELEASE inner_part")):
        link.execute("BEGIN")
        link.execute(begin)
        voucher = vouchers.sign("look", by=case.colleague, **told)
        (look,) = link.execute("SELECT public.vault_look(%s, %s)", voucher).fetchone()
        link.execute(end)
        with pytest.raises(NO, match="vault:not_written"):
            link.execute("SELECT * FROM public.vault_take(%s, %s)", vouchers.sign("take", by=case.colleague, look=look))
        link.execute("ROLLBACK")
    with pytest.raises(NO, match="vault:absent"):
        link.execute("SELECT * FROM public.vault_take(%s, %s)", vouchers.sign("take", by=case.colleague, look=look))
    assert link.execute("SELECT count(*) FROM vault_look").fetchone() == (0,)


def test_nobody_reads_both_without_a_ground_and_a_second_person(case):
    """Whatever grants an account holds in a protected dossier, it never reaches both halves alone."""
    case.grant(Part.CONTENT, case.verifier)
    case.grant(Part.IDENTITY, case.head)
    case.grant(Part.CONTENT, case.head)
    people = [*case.world.users.values(), case.head, case.deputy, case.verifier, case.colleague]
    for user in people:
        for item in (case.identity, case.content):
            for ground in ("", VERIFY):
                with pytest.raises(vouchers.VaultRefused):
                    actions.look(item, ground=ground, by=user)
