import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What is said in a letter of a sealed case: codes of the law and names of bodies, no words.
SEALED = """
CREATE FUNCTION petitions_no_words_in_letters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.facts - ARRAY['ground', 'outcome', 'complex', 'missing', 'to_org', 'body', 'to_body'] <> '{}'::jsonb
     AND EXISTS (SELECT FROM petitions_petition p WHERE p.id = NEW.petition_id AND p.sealed) THEN
    RAISE EXCEPTION 'petition % is sealed: no words of it stand in a letter', NEW.petition_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_sealed BEFORE INSERT OR UPDATE ON petitions_letter
  FOR EACH ROW EXECUTE FUNCTION petitions_no_words_in_letters();
"""
BACK = "DROP TRIGGER guard_sealed ON petitions_letter; DROP FUNCTION petitions_no_words_in_letters();"


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0004_attested"),
        ("petitions", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=12, verbose_name="form")),
                ("verb", models.CharField(blank=True, max_length=30)),
                ("facts", models.JSONField(default=dict)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="petitions.petition"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="petitions.step",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["petition", "verb"], name="letter_of_petition")],
            },
        ),
        migrations.RunSQL(SEALED, BACK),
    ]
