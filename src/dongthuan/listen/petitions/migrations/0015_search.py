"""Searching a million cases by whole words, and the indexes that the lists and the recomputation read.

The search is a tsvector made by our own function, because the embedded server brings no pg_trgm: words without marks (as
`folded` holds them), whole, of at most sixty characters, and "@" with the number of the body, so that one index answers
"these words, in my body". Nothing of a sealed case is in it but its body: `folded` of it is empty.
"""

from django.db import migrations, models
from django.db.models import Q

WORDS = r"""
CREATE FUNCTION petitions_words(folded text, organisation bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT pg_catalog.array_to_tsvector(pg_catalog.array_append(ARRAY(
      SELECT pg_catalog.left(word, 60) FROM pg_catalog.string_to_table(
        pg_catalog.translate(folded, E'.,;:!?"''()[]{}<>“”‘’…–\t\n\r', '                        '), ' ') word WHERE word <> ''),
    '@' || organisation::text))
$$;
CREATE INDEX petition_words ON petitions_petition USING gin (petitions_words(folded, organisation_id));
"""
BACK = "DROP INDEX petition_words; DROP FUNCTION petitions_words(text, bigint);"


class Migration(migrations.Migration):
    dependencies = [("petitions", "0014_letters_of_protection")]
    operations = [
        migrations.RunSQL(WORDS, BACK),
        migrations.AddIndex(
            "petition", models.Index(fields=["organisation", "kind", "sealed"], name="petition_kinds"),
        ),
        migrations.AddIndex(
            "petition",
            models.Index(fields=["organisation", "parent"], condition=Q(link__in=["second", "continued"]), name="petition_heads"),
        ),
        migrations.AddIndex(
            "clock", models.Index(fields=["rule", "trigger", "due"], condition=Q(ended_on__isnull=True), name="clock_reckoned"),
        ),
    ]
