
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('showcase', '0025_contradicted_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='announcementpage',
            name='change_reason',
            field=models.TextField(blank=True, help_text='Owed when dates, contacts or the number of a published notice change. Readers see what was, what is, when and this reason.', verbose_name='reason of the change'),
        ),
        migrations.AddField(
            model_name='announcementpage',
            name='early_reason',
            field=models.TextField(blank=True, help_text='For a final list that comes while the window of its proposal runs: shown on its page, for good.', verbose_name='reason for publishing before objections are over'),
        ),
        migrations.CreateModel(
            name='NoticeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=32, verbose_name='field')),
                ('was', models.TextField(blank=True, verbose_name='was')),
                ('now', models.TextField(blank=True, verbose_name='is')),
                ('reason', models.TextField(verbose_name='reason')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='showcase.announcementpage')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'change to a notice',
                'verbose_name_plural': 'changes to notices',
                'ordering': ['-changed_at', '-pk'],
            },
        ),
    ]
