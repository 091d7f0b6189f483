"""What is frozen stays as it is, whoever writes: the database refuses the rest."""

from django.db import migrations

from dongthuan.foundation.things import guards

FROZEN = """
CREATE FUNCTION papers_guard_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status NOT IN ('draft', 'numbered') AND
     (OLD.body, OLD.title, OLD.number, OLD.symbol, OLD.series, OLD.dated, OLD.place, OLD.system, OLD.kind, OLD.subject_id,
      OLD.issuer_id, OLD.canonical_hash, OLD.clause_hashes, OLD.first_sha256, OLD.on_paper)
     IS DISTINCT FROM
     (NEW.body, NEW.title, NEW.number, NEW.symbol, NEW.series, NEW.dated, NEW.place, NEW.system, NEW.kind, NEW.subject_id,
      NEW.issuer_id, NEW.canonical_hash, NEW.clause_hashes, NEW.first_sha256, NEW.on_paper) THEN
    RAISE EXCEPTION 'paper % is frozen: its words do not change any more', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_frozen BEFORE UPDATE ON papers_paper FOR EACH ROW EXECUTE FUNCTION papers_guard_frozen();
CREATE FUNCTION papers_guard_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT status FROM papers_paper WHERE id = coalesce(OLD.paper_id, NEW.paper_id)) NOT IN ('draft', 'numbered') THEN
    RAISE EXCEPTION 'the signature blocks of a frozen paper do not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER guard_block BEFORE INSERT OR UPDATE OR DELETE ON papers_paperblock
  FOR EACH ROW EXECUTE FUNCTION papers_guard_block();
"""
BACK = """
DROP TRIGGER guard_frozen ON papers_paper; DROP FUNCTION papers_guard_frozen();
DROP TRIGGER guard_block ON papers_paperblock; DROP FUNCTION papers_guard_block();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_guards")]
    operations = [
        migrations.RunSQL(FROZEN, BACK),
        guards.append_only("papers_revision"),
        guards.append_only("papers_signature"),
    ]
