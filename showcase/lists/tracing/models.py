"""The table of changes to published notices."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeChange(models.Model):
    """One fact of a published announcement that was changed; never edited or deleted while the notice exists.

    `was` and `now`: as stored: ISO dates and moments, codes, texts; empty where the notice said nothing. The public
    sees everything but `changed_by`.
    """

    announcement = models.ForeignKey("showcase.AnnouncementPage", on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(_("field"), max_length=32)
    was = models.TextField(_("was"), blank=True)
    now = models.TextField(_("is"), blank=True)
    reason = models.TextField(_("reason"))
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("change to a notice")
        verbose_name_plural = _("changes to notices")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.announcement_id}: {self.field}"
