"""Who attests to a paper signed with ink stays as it is, and no paper that was frozen or signed is deleted."""

from django.db import migrations

ATTESTED = """
CREATE FUNCTION papers_guard_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('draft', 'numbered') THEN
    RETURN coalesce(NEW, OLD);
  ELSIF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'paper % is frozen: it is not deleted', OLD.id USING ERRCODE = 'check_violation';
  ELSIF OLD.attested_by_id IS DISTINCT FROM NEW.attested_by_id THEN
    RAISE EXCEPTION 'paper % is signed: who attests to it stays', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_kept BEFORE UPDATE OR DELETE ON papers_paper FOR EACH ROW EXECUTE FUNCTION papers_guard_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_frozen")]
    operations = [
        migrations.RunSQL(ATTESTED, "DROP TRIGGER guard_kept ON papers_paper; DROP FUNCTION papers_guard_kept();")
    ]
