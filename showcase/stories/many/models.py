"""The tables of imports of many cases: the import, and its rows while they are decided and once they are drafts."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.lists.importing.models import MatchedRow
from showcase.stories.many.reading.cases import Case, restored

KEPT = dt.timedelta(days=30)
"""How long an import is kept of which nothing was made."""


class CaseImportState(models.TextChoices):
    """The state of an import of cases; in the preview, it has made nothing, or was interrupted."""

    PREVIEW = "preview", pgettext_lazy("state of an import", "preview")
    APPLIED = "applied", pgettext_lazy("state of an import", "applied")
    TAKEN_BACK = "taken_back", pgettext_lazy("state of an import", "taken back")


class CaseImport(models.Model):
    """One uploaded workbook of cases. `faults`: what belongs to none of its rows."""

    wagtail_reference_index_ignore: ClassVar[bool] = True  # it must not count as a use of its section

    section = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, editable=False)
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("bytes"))
    state = models.CharField(_("state"), max_length=16, choices=CaseImportState, default=CaseImportState.PREVIEW)
    faults = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("import of cases")
        verbose_name_plural = _("imports of cases")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == CaseImportState.PREVIEW


class CaseImportRow(MatchedRow):
    """A case of a workbook with its match, its problems and the editor's decision.

    `key`: a hash of all that it says; `name`, `credit_code`, `region`: of its enterprise as printed; `reading`: the
    case (`cases.stored`). `made_at` stays when the draft is deleted, so that it is not made again; `draft_revision`:
    the revision that was made, to tell whether somebody has changed the draft since.
    """

    wagtail_reference_index_ignore: ClassVar[bool] = True  # it must not count as a use of its draft

    case_import = models.ForeignKey(CaseImport, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    row = models.PositiveIntegerField(_("row"))
    key = models.CharField(max_length=64, db_index=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    name = models.CharField(_("enterprise"), max_length=255, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    region = models.ForeignKey("showcase.Region", on_delete=models.SET_NULL, null=True, related_name="+")
    reading = models.JSONField(editable=False)
    draft = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="case_import_rows")
    draft_revision = models.PositiveBigIntegerField(null=True, editable=False)
    made_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["case_import", "position"]
        constraints = [models.UniqueConstraint(fields=["case_import", "position"], name="unique_case_import_row")]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def case(self) -> Case:
        return restored(self.reading)


def delete_old_case_imports() -> None:
    """Delete the imports of which nothing was made for too long; a duty of the worker."""
    old = CaseImport.objects.filter(state=CaseImportState.PREVIEW, created_at__lt=timezone.now() - KEPT)
    old.exclude(rows__made_at__isnull=False).delete()
