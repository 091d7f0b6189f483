import dongthuan.foundation.things.kit
from django.db import migrations

GUARDS = """
CREATE FUNCTION texts_version_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'frozen' THEN
    RAISE EXCEPTION 'version % of text % is frozen: % refused', OLD.number, OLD.text_id, TG_OP USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_frozen BEFORE UPDATE OR DELETE ON texts_version FOR EACH ROW EXECUTE FUNCTION texts_version_is_fixed();

CREATE FUNCTION texts_words_are_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fixed bigint;
BEGIN
  -- FOR SHARE: whoever writes a word waits for whoever freezes, and then sees that the version is frozen.
  PERFORM 1 FROM texts_version
    WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END)
    FOR SHARE;
  SELECT id INTO fixed FROM texts_version
    WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END)
    AND status = 'frozen';
  IF fixed IS NOT NULL THEN
    RAISE EXCEPTION 'the words of version % are frozen: % refused', fixed, TG_OP USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_frozen BEFORE INSERT OR UPDATE OR DELETE ON texts_clauseversion
  FOR EACH ROW EXECUTE FUNCTION texts_words_are_fixed();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON texts_clauseversion FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON texts_version FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
"""
BACK = """
DROP TRIGGER guard_truncate ON texts_version; DROP TRIGGER guard_truncate ON texts_clauseversion;
DROP TRIGGER guard_frozen ON texts_clauseversion; DROP FUNCTION texts_words_are_fixed();
DROP TRIGGER guard_frozen ON texts_version; DROP FUNCTION texts_version_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("texts", "0002_guards"), ("things", "0002_guards")]
    operations = [
        migrations.AddField(
            model_name="clause",
            name="heading",
            field=dongthuan.foundation.things.kit.CleanCharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.RunSQL(GUARDS, BACK),
    ]
