
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('showcase', '0019_enterprise_numbers'),
    ]

    operations = [
        migrations.DeleteModel(
            name='SendingMark',
        ),
    ]
