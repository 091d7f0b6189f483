from django.db import migrations

# Letters about the protection of who denounces say codes too: the measures, and the ground on which it ends.
WORDS = """
CREATE OR REPLACE FUNCTION petitions_no_words_in_letters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.facts - ARRAY[%s] <> '{}'::jsonb
     AND EXISTS (SELECT FROM petitions_petition p WHERE p.id = NEW.petition_id AND p.sealed) THEN
    RAISE EXCEPTION 'petition %% is sealed: no words of it stand in a letter', NEW.petition_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""
BEFORE = "'ground', 'outcome', 'complex', 'missing', 'to_org', 'body', 'to_body'"
NOW = f"{BEFORE}, 'measures', 'end_ground'"


class Migration(migrations.Migration):
    dependencies = [("petitions", "0013_protection")]
    operations = [migrations.RunSQL(WORDS % NOW, WORDS % BEFORE)]
