"""The table of corrections: a plain model, so that no revision, index or log of the admin copies what was sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from showcase.objections.sealed import SealedTextField


class CorrectionState(models.TextChoices):
    """What the editors decided."""

    OPEN = "open", pgettext_lazy("state of a correction", "open")
    ACCEPTED = "accepted", pgettext_lazy("state of a correction", "accepted")
    DECLINED = "declined", pgettext_lazy("state of a correction", "declined")


class Correction(models.Model):
    """What a reader says is wrong on a page.

    `page`: in the language it was read in; empty once it is deleted, and then the row is erased. `digest` tells a
    repeated request from a changed one. `wrong`, `right` and `email` are the reader's, `remark` is the editor's.
    """

    page = models.ForeignKey(
        # Not CASCADE, which reads each row before it deletes it: a page with a row whose key is lost could not be
        # deleted.
        "showcase.StoryPage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    number = models.CharField(_("receipt number"), max_length=18, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False, db_index=True)
    state = models.CharField(_("state"), max_length=16, choices=CorrectionState, default=CorrectionState.OPEN)
    wrong = SealedTextField(_("what is wrong"), null=True)
    right = SealedTextField(_("what would be right"), null=True)
    email = SealedTextField(_("e-mail"), null=True)
    remark = SealedTextField(_("remark"), null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    handled_at = models.DateTimeField(_("handled at"), null=True, editable=False)

    wagtail_reference_index_ignore = True
    SEALED = ("wrong", "right", "email", "remark")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-received_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.number
