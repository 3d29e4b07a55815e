"""The tables of decisions on personal data in a notice, and of files that were taken down."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from showcase.lists.screening.patterns import Kind
from showcase.objections.storage import PrivateStorage

KIND_LABELS = {
    Kind.MOBILE: _("mobile numbers"),
    Kind.IDENTITY: _("identity numbers"),
    Kind.CARD: _("bank cards"),
    Kind.EMAIL: _("e-mail addresses"),
    Kind.NAME: _("names of persons"),
    Kind.EMBEDDED: _("an embedded file that was not checked"),
}


class Answer(models.TextChoices):
    """`WITHHOLD`: the original is not served, its rows and its hash are shown; for files only."""

    PUBLISH = "publish", _("publish as it is")
    WITHHOLD = "withhold", _("withhold the original, show the rows")


class PersonalDataDecision(models.Model):
    """An officer's written decision on one kind of finding, in a file or (no file) in texts and rows.

    It holds while `fingerprint` matches what is found: one more number requires a new decision.
    """

    page = models.ForeignKey("showcase.AnnouncementPage", on_delete=models.CASCADE, related_name="personal_decisions")
    attachment = models.ForeignKey("showcase.ListAttachment", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.value, label) for kind, label in KIND_LABELS.items()])
    answer = models.CharField(max_length=16, choices=Answer)
    reason = models.TextField(_("reason"))
    fingerprint = models.CharField(max_length=64)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision on personal data")
        verbose_name_plural = _("decisions on personal data")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.kind} {self.answer}"


class FileTakedown(models.Model):
    """An original file that one officer requests to take down and another confirms; then its bytes are sealed.

    By its SHA-256 it holds for every copy; `file_hash`: the hash that Wagtail stores with documents. Once confirmed it
    is never undone or deleted.
    """

    attachment = models.ForeignKey("showcase.ListAttachment", on_delete=models.PROTECT, related_name="takedowns")
    sha256 = models.CharField(max_length=64, db_index=True)
    file_hash = models.CharField(max_length=40, blank=True, db_index=True)
    reason = models.TextField(_("reason"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    sealed = models.FileField(storage=PrivateStorage(), upload_to="takedowns", blank=True)

    class Meta:
        verbose_name = _("takedown of a file")
        verbose_name_plural = _("takedowns of files")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], name="one_takedown_a_file"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("requested_by")),
                name="takedown_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment}: {self.sha256[:12]}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
