"""Guards in the database: what code forgets, the database refuses, in words a person understands.

Used in migrations. The literal moves stand in the migration; a test of the house compares the triggers with `states.MOVES`.
"""

import json
from collections.abc import Mapping, Sequence

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION guard_state_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old_state text := to_jsonb(OLD) ->> TG_ARGV[0]; new_state text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
  IF old_state IS DISTINCT FROM new_state AND NOT coalesce((TG_ARGV[1]::jsonb -> old_state) ? new_state, false) THEN
    RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, old_state, new_state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'check_violation';
END $$;
"""

# What was signed, frozen or decided: fixed while its own state, or that of what it belongs to, says so.
FIXED = """
CREATE FUNCTION guard_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old_row jsonb := to_jsonb(OLD); new_row jsonb; name text;
BEGIN
  IF NOT (TG_ARGV[1]::jsonb ? coalesce(old_row ->> TG_ARGV[0], '')) THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '% %: % refused', TG_TABLE_NAME, old_row ->> TG_ARGV[0], TG_OP USING ERRCODE = 'check_violation';
  END IF;
  new_row := to_jsonb(NEW);
  IF NOT (TG_ARGV[1]::jsonb ? coalesce(new_row ->> TG_ARGV[0], '') OR TG_ARGV[2]::jsonb ? TG_ARGV[0]) THEN
    RETURN NEW;
  END IF;
  FOR name IN SELECT key FROM jsonb_object_keys(old_row) key
      WHERE (TG_ARGV[2] = '[]' AND key <> TG_ARGV[0]) OR TG_ARGV[2]::jsonb ? key LOOP
    IF old_row -> name IS DISTINCT FROM new_row -> name THEN
      RAISE EXCEPTION '% %: % does not change any more', TG_TABLE_NAME, old_row ->> TG_ARGV[0], name
        USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE FUNCTION guard_fixed_below() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fixed boolean; above bigint;
BEGIN
  -- FOR SHARE in the question: whoever writes waits for whoever freezes, and then sees that it is frozen.
  FOR above IN SELECT DISTINCT (side ->> TG_ARGV[0])::bigint FROM unnest(ARRAY[
      CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END]) side
      WHERE side IS NOT NULL LOOP
    EXECUTE TG_ARGV[1] INTO fixed USING above;
    IF fixed THEN
      RAISE EXCEPTION '% of what is fixed: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION guard_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old_row jsonb := to_jsonb(OLD); new_row jsonb; name text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '% is kept: DELETE refused', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  new_row := to_jsonb(NEW);
  FOR name IN SELECT jsonb_array_elements_text(TG_ARGV[0]::jsonb) LOOP
    IF old_row -> name IS DISTINCT FROM new_row -> name THEN
      RAISE EXCEPTION '% is kept: % does not change', TG_TABLE_NAME, name USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  FOR name IN SELECT jsonb_array_elements_text(TG_ARGV[1]::jsonb) LOOP
    IF old_row -> name IS DISTINCT FROM new_row -> name AND old_row ->> name IS NOT NULL THEN
      RAISE EXCEPTION '% is kept: % was set once', TG_TABLE_NAME, name USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
"""


def functions() -> migrations.RunSQL:
    return migrations.RunSQL(FUNCTIONS, "DROP FUNCTION guard_state_move(); DROP FUNCTION guard_append_only();")


def state_moves(table: str, column: str, moves: Mapping[str, Sequence[str]]) -> migrations.RunSQL:
    """Refuse every change of `column` that is not a move of the table, queryset.update and raw SQL included."""
    literal = json.dumps({k: list(v) for k, v in moves.items()}, sort_keys=True).replace("'", "''")
    return migrations.RunSQL(
        f"DROP TRIGGER IF EXISTS guard_{column} ON {table};"
        f"CREATE TRIGGER guard_{column} BEFORE UPDATE ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION guard_state_move('{column}', '{literal}');",
        f"DROP TRIGGER guard_{column} ON {table};",
    )


def append_only(table: str) -> migrations.RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on the table."""
    return migrations.RunSQL(
        f"CREATE TRIGGER guard_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION guard_append_only();"
        f"CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();",
        f"DROP TRIGGER guard_rows ON {table}; DROP TRIGGER guard_truncate ON {table};",
    )


def fixing_functions() -> migrations.RunSQL:
    names = ("guard_fixed", "guard_fixed_below", "guard_kept")
    return migrations.RunSQL(FIXED, " ".join(f"DROP FUNCTION {name}();" for name in names))


def fixed(table: str, column: str, states: Sequence[str], fields: Sequence[str] = ()) -> migrations.RunSQL:
    """While `column` holds one of the states the row is not deleted and its fields (columns; none named: all) stay.

    A move to a state outside of them may change them: a paper that is withdrawn is written anew. Where `column` itself is
    among the fields there is no such move.
    """
    return _trigger("guard_fixed", table, "UPDATE OR DELETE", column, _json(states), _json(fields))


def fixed_below(
    table: str, key: str, parent: str, column: str, states: Sequence[str], *, through: tuple[str, str] | None = None
) -> migrations.RunSQL:
    """While the parent, to which `key` leads, is in one of the states, no row is added, changed or deleted.

    `through=(table, key)`: `key` leads to a row of that table, whose own key leads to the parent.
    """
    which = "p.id = $1" if through is None else f"p.id = (SELECT {through[1]} FROM {through[0]} WHERE id = $1)"
    among = ", ".join(f"'{state}'" for state in states)
    question = f"SELECT p.{column}::text IN ({among}) FROM {parent} p WHERE {which} FOR SHARE"
    return _trigger("guard_fixed_below", table, "INSERT OR UPDATE OR DELETE", key, question)


def kept(table: str, fields: Sequence[str], *, once: Sequence[str] = ()) -> migrations.RunSQL:
    """No row is deleted; its fields never change; those named in `once` may be set where they were empty."""
    return _trigger("guard_kept", table, "UPDATE OR DELETE", _json(fields), _json(once))


def _json(names: Sequence[str]) -> str:
    return json.dumps(list(names))


def _trigger(function: str, table: str, when: str, *args: str) -> migrations.RunSQL:
    literals = ", ".join("'" + arg.replace("'", "''") + "'" for arg in args)
    return migrations.RunSQL(
        f"CREATE TRIGGER {function} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}({literals});",
        f"DROP TRIGGER {function} ON {table};",
    )
