"""Withdrawals of lists become events, those of lists that were withdrawn before included."""

from django.db import migrations, models
from django.utils import timezone

HELP = (
    "A correction strikes out one earlier event; what is right instead stands in further events. "
    "A withdrawal ends one from its day on."
)


def withdraw(apps, schema_editor):
    """Events of lists that are withdrawn already; the projection is laid out anew after the migrations."""
    page_model, event_model = apps.get_model("showcase", "AnnouncementPage"), apps.get_model("showcase", "ListingEvent")
    moment = timezone.now()
    rows = []
    for page in page_model.objects.filter(withdrawn_on__isnull=False, events_recorded_at__isnull=False):
        told = event_model.objects.filter(announcement=page.pk).exclude(kind__in=["withdrawn", "corrected"])
        rows += [
            event_model(
                announcement_id=page.pk,
                entry_id=event.entry_id,
                enterprise_id=event.enterprise_id,
                programme_id=event.programme_id,
                level_id=event.level_id,
                kind="withdrawn",
                effective_on=page.withdrawn_on,
                effective_precision="day",
                recorded_at=moment,
                reason=page.withdrawal_reason,
                corrects_id=event.pk,
            )
            for event in told
        ]
    if rows:
        event_model.objects.bulk_create(rows, batch_size=500)
        apps.get_model("showcase", "ListingSpan").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("showcase", "0022_press_statement")]

    operations = [
        migrations.RemoveConstraint(model_name="listingevent", name="only_corrections_strike_out"),
        migrations.AlterField(
            model_name="listingevent",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                help_text=HELP,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="corrections",
                to="showcase.listingevent",
                verbose_name="strikes out",
            ),
        ),
        migrations.AddConstraint(
            model_name="listingevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["corrected", "withdrawn"]), ("corrects__isnull", True), _connector="OR"),
                name="only_corrections_and_withdrawals_name_an_event",
            ),
        ),
        migrations.RunPython(withdraw, migrations.RunPython.noop),
    ]
