from django.db import migrations

from dongthuan.foundation.things import guards

MOVES = {"open": ["closed", "handed_over"], "closed": ["open", "handed_over"], "handed_over": []}


class Migration(migrations.Migration):
    dependencies = [("service_requests", "0001_initial"), ("things", "0003_fixing")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE service_requests_code", "DROP SEQUENCE service_requests_code"),
        guards.state_moves("service_requests_servicerequest", "status", MOVES),
        guards.kept("service_requests_servicerequest", ["thing_id", "code", "channel", "source", "source_id", "token"]),
        guards.append_only("service_requests_servicelevel"),
        guards.kept("service_requests_service", ["thing_id", "code", "organisation_id"]),
        guards.kept("service_requests_apikey", ["thing_id", "hash", "start", "issued_by_id", "issued_at"], once=["revoked_at"]),
    ]
