from django.db import migrations

from dongthuan.foundation.things import guards

STATEMENT = {"waiting": ["released", "refused"], "released": ["refused"], "refused": ["released"]}


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial"), ("things", "0003_fixing")]
    operations = [
        guards.state_moves("conversations_conversation", "status", {"open": ["closed"], "closed": []}),
        guards.state_moves("conversations_statement", "status", STATEMENT),
        # The votes of a closed conversation hold still, so that its final map can be made again from them.
        guards.fixed_below(
            "conversations_vote", "statement_id", "conversations_conversation", "status", ["closed"],
            through=("conversations_statement", "conversation_id"),
        ),
        guards.fixed("conversations_snapshot", "final", ["true"]),
        guards.append_only("conversations_votesimport"),
    ]
