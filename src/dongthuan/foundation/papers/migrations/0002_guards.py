from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("things", "0002_guards")]
    operations = [guards.state_moves("papers_paper", "status", {'draft': ['numbered', 'signed', 'void'], 'numbered': ['frozen', 'void'], 'frozen': ['signing', 'signed', 'void'], 'signing': ['signed', 'void'], 'signed': [], 'void': []})]
