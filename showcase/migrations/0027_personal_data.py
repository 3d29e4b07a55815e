
import django.db.models.deletion
import showcase.objections.storage
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('showcase', '0026_notice_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='listattachment',
            name='screening',
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='PersonalDataDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mobile', 'mobile numbers'), ('identity', 'identity numbers'), ('card', 'bank cards'), ('email', 'e-mail addresses'), ('name', 'names of persons'), ('embedded', 'a file inside the file that was not looked at')], max_length=16)),
                ('answer', models.CharField(choices=[('publish', 'publish as it is'), ('withhold', 'withhold the original, show the rows')], max_length=16)),
                ('reason', models.TextField(verbose_name='reason')),
                ('fingerprint', models.CharField(max_length=64)),
                ('decided_at', models.DateTimeField(auto_now_add=True)),
                ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='showcase.listattachment')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='personal_decisions', to='showcase.announcementpage')),
            ],
            options={
                'verbose_name': 'decision on personal data',
                'verbose_name_plural': 'decisions on personal data',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='FileTakedown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('file_hash', models.CharField(blank=True, db_index=True, max_length=40)),
                ('reason', models.TextField(verbose_name='reason')),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('sealed', models.FileField(blank=True, storage=showcase.objections.storage.PrivateStorage(), upload_to='takedowns')),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takedowns', to='showcase.listattachment')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'takedown of a file',
                'verbose_name_plural': 'takedowns of files',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('sha256',), name='one_takedown_a_file'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('requested_by')), _negated=True), _connector='OR'), name='takedown_by_two_people')],
            },
        ),
    ]
