"""Reports are pinned to the wording of their day; what is frozen stays as it is, whoever writes."""

from django.db import migrations

PIN = """
UPDATE reports_report r SET version_id = coalesce(
  (SELECT e.version_id FROM programmes_edition e WHERE e.programme_id = r.programme_id AND NOT e.withdrawn
    AND e.signed_on <= coalesce(r.as_of, r.until) ORDER BY e.number DESC LIMIT 1),
  (SELECT e.version_id FROM programmes_edition e WHERE e.programme_id = r.programme_id AND NOT e.withdrawn
    AND e.signed_on IS NOT NULL ORDER BY e.number LIMIT 1));
SET CONSTRAINTS ALL IMMEDIATE;
"""

# A draft may become anything; what is frozen may only be signed, or be opened again before it is.
REPORT = """
CREATE FUNCTION reports_guard_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN
    RETURN coalesce(NEW, OLD);
  ELSIF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'report % is frozen: it is not deleted', OLD.id USING ERRCODE = 'check_violation';
  ELSIF (OLD.thing_id, OLD.programme_id, OLD.kind, OLD.title, OLD.issuer_id, OLD.since, OLD.until, OLD.version_id, OLD.created_at)
      IS DISTINCT FROM
      (NEW.thing_id, NEW.programme_id, NEW.kind, NEW.title, NEW.issuer_id, NEW.since, NEW.until, NEW.version_id, NEW.created_at)
    OR (OLD.as_of, OLD.moment) IS DISTINCT FROM (NEW.as_of, NEW.moment)
    OR (NEW.status <> 'draft' AND (OLD.rows_hash, OLD.paper_id) IS DISTINCT FROM (NEW.rows_hash, NEW.paper_id)) THEN
    RAISE EXCEPTION 'report % is frozen: it does not change any more', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_frozen BEFORE UPDATE OR DELETE ON reports_report FOR EACH ROW EXECUTE FUNCTION reports_guard_frozen();
CREATE FUNCTION reports_guard_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM changed c JOIN reports_report r ON r.id = c.report_id WHERE r.status <> 'draft') THEN
    RAISE EXCEPTION '%: the report is frozen, % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION reports_guard_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM reports_report WHERE status <> 'draft') THEN
    RAISE EXCEPTION '%: frozen reports are kept, TRUNCATE refused', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON reports_report FOR EACH STATEMENT EXECUTE FUNCTION reports_guard_truncate();
"""
# Once for the statement, not for every row: a report of a province has many thousand rows.
PART = """
CREATE TRIGGER guard_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION reports_guard_part();
CREATE TRIGGER guard_update_from AFTER UPDATE ON {table} REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION reports_guard_part();
CREATE TRIGGER guard_update_to AFTER UPDATE ON {table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION reports_guard_part();
CREATE TRIGGER guard_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION reports_guard_part();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION reports_guard_truncate();
"""
PARTS = ("reports_reportrow", "reports_declaredfigure", "reports_section")
TRIGGERS = ("guard_insert", "guard_update_from", "guard_update_to", "guard_delete", "guard_truncate")
BACK = "".join(f"DROP TRIGGER {trigger} ON {table};" for table in PARTS for trigger in TRIGGERS) + """
DROP TRIGGER guard_frozen ON reports_report; DROP TRIGGER guard_truncate ON reports_report;
DROP FUNCTION reports_guard_frozen(); DROP FUNCTION reports_guard_part(); DROP FUNCTION reports_guard_truncate();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_guards"), ("reports", "0003_version")]
    operations = [
        migrations.RunSQL(PIN, migrations.RunSQL.noop),
        migrations.RunSQL(REPORT + "".join(PART.format(table=table) for table in PARTS), BACK),
    ]
