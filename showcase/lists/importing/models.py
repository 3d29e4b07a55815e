"""The tables of imports: the import, its files, and its rows while they are decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.lists.choices import EntryAction
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.matching import SURE, Finding, Match
from showcase.lists.models import PrintedRow

MATCH_LABELS = {
    Match.CREDIT_CODE: _("by credit code"),
    Match.NAME: _("by name"),
    Match.FORMER_NAME: _("by a former name"),
    Match.LIKELY: _("likely"),
    Match.AMBIGUOUS: _("several candidates"),
    Match.CONTRADICTED: _("code and name contradict each other"),
    Match.NONE: pgettext_lazy("match of a row", "none"),
}
DECISION_LABELS = {
    Decision.OPEN: _("not decided"),
    Decision.LINK: _("this enterprise"),
    Decision.CREATE: _("a new enterprise"),
    Decision.KEEP: _("entry without an enterprise"),
    Decision.SKIP: _("leave out"),
}


class ImportState(models.TextChoices):
    """The state of an import; before it is applied, it has changed nothing."""

    PREVIEW = "preview", pgettext_lazy("state of an import", "preview")
    APPLIED = "applied", pgettext_lazy("state of an import", "applied")


class ListImport(models.Model):
    """One upload of one or more files for one announcement. `reading`: what was understood (see `runs`)."""

    announcement = models.ForeignKey(
        "showcase.AnnouncementPage", on_delete=models.PROTECT, related_name="imports", verbose_name=_("announcement")
    )
    made_announcement = models.BooleanField(default=False, editable=False)
    programme = models.ForeignKey(
        "showcase.Programme", on_delete=models.PROTECT, related_name="+", verbose_name=_("programme")
    )
    region = models.ForeignKey(
        "showcase.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("region")
    )
    state = models.CharField(_("state"), max_length=16, choices=ImportState, default=ImportState.PREVIEW)
    reading = models.JSONField(default=dict, editable=False)
    report = models.JSONField(default=dict, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, editable=False)

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.announcement} · {self.get_state_display()}"

    @property
    def is_applied(self) -> bool:
        return self.state == ImportState.APPLIED


class ListAttachment(models.Model):
    """An original file, unchanged, as a document; public once its import is applied and its list is live."""

    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="attachments")
    document = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, on_delete=models.PROTECT, related_name="list_attachment"
    )
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("bytes"))
    # The personal data found in it, as `screening.notices.kept_form` gives it; None: not screened yet.
    screening = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name = _("file of a list")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class MatchedRow(models.Model):
    """What an import adds to a row: how its enterprise was recognised, its problems, and what was decided.

    `candidates`: primary keys of the enterprises that are offered; `needs_decision`: no rule may decide it.
    """

    match = models.CharField(max_length=16, choices=[(match.value, label) for match, label in MATCH_LABELS.items()])
    candidates = models.JSONField(default=list)
    enterprise = models.ForeignKey("showcase.Enterprise", on_delete=models.SET_NULL, null=True, related_name="+")
    decision = models.CharField(
        max_length=8, choices=[(decision.value, label) for decision, label in DECISION_LABELS.items()]
    )
    problems = models.JSONField(default=list)
    needs_decision = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def is_sure(self) -> bool:
        return Match(self.match) in SURE

    def take(self, finding: Finding) -> None:
        """Note how the enterprise was recognised; one that contradicts the row is offered, not proposed."""
        single = len(finding.enterprises) == 1 and finding.match is not Match.CONTRADICTED
        self.match, self.candidates = finding.match, list(finding.enterprises)
        self.enterprise_id = finding.enterprises[0] if single else None


class ImportRow(MatchedRow, PrintedRow):
    """A row of an import with its match, its problems and the officer's decision.

    `credit_code` serves the match and a new enterprise; entries do not keep it.
    """

    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="rows")
    attachment = models.ForeignKey(ListAttachment, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    sheet = models.CharField(_("sheet or page"), max_length=64, blank=True)
    row = models.PositiveIntegerField(_("row"))
    name = models.CharField(_("name as printed"), max_length=255, blank=True)  # an officer completes it
    credit_code = models.CharField(max_length=18, blank=True)
    action = models.CharField(max_length=16, choices=EntryAction, default=EntryAction.LIST)
    programme = models.ForeignKey("showcase.Programme", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey("showcase.Region", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["list_import", "position"]
        constraints = [models.UniqueConstraint(fields=["list_import", "position"], name="unique_import_row")]

    def __str__(self) -> str:
        return self.name
