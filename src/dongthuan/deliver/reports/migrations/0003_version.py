import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("reports", "0002_guards"),
        ("texts", "0001_initial"),
    ]
    operations = [
        migrations.AddField(
            model_name="report",
            name="version",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="texts.version",
            ),
        ),
    ]
