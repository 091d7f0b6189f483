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
