"""What the function of the search's index is said to cost.

At 4,000 PostgreSQL, which takes two words for rarer than they are and cannot know that a word of the index names its body, read
all hundred thousand cases of a body beside the ten thousand with the words, to be spared making words anew that it never makes
anew: 34 ms instead of 15. At 100 it still does not take the function for a comparison.
"""

from django.db import migrations

SAID, BEFORE = (f"ALTER FUNCTION petitions_body_words(text, bigint) COST {n}" for n in (100, 4000))


class Migration(migrations.Migration):
    dependencies = [("petitions", "0020_indexes_of_states")]
    operations = [migrations.RunSQL(SAID, BEFORE)]
