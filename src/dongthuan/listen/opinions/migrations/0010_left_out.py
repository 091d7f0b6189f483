import dongthuan.foundation.things.kit
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0009_wordings'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailed',
            name='left_out',
            field=dongthuan.foundation.things.kit.CleanTextField(blank=True, default=''),
            preserve_default=False,
        ),
    ]
