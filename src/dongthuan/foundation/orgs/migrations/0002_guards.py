from django.db import migrations

# The old area's row is locked first, so that two officers entering shares at the same instant are added up one by one.
SHARES = """
CREATE FUNCTION guard_succession() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE total numeric; whole int; rows int;
BEGIN
  PERFORM 1 FROM orgs_area WHERE id = NEW.old_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(share), 0), count(*) FILTER (WHERE part = 'full'), count(*) INTO total, whole, rows
    FROM orgs_areasuccession WHERE old_id = NEW.old_id;
  IF total > 1 THEN
    RAISE EXCEPTION 'The shares of one former area add up to %, more than 1', total USING ERRCODE = 'check_violation';
  END IF;
  IF whole > 0 AND rows > 1 THEN
    RAISE EXCEPTION 'An area that passed whole to one area has no second successor' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER guard_succession AFTER INSERT OR UPDATE ON orgs_areasuccession
  FOR EACH ROW EXECUTE FUNCTION guard_succession();
"""


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [
        migrations.RunSQL(SHARES, "DROP TRIGGER guard_succession ON orgs_areasuccession; DROP FUNCTION guard_succession();")
    ]
