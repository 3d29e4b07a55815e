"""Which accounts write for which enterprise."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EnterpriseContributor(models.Model):
    """An account that writes drafts of cases for an enterprise, and for no other than its own ones."""

    enterprise = models.ForeignKey(
        "showcase.Enterprise", on_delete=models.CASCADE, related_name="contributors", verbose_name=_("enterprise")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="writes_for", verbose_name=_("contributor")
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("contributor of an enterprise")
        default_permissions = ("change",)
        constraints = [models.UniqueConstraint(fields=["enterprise", "user"], name="one_contributor_per_enterprise")]

    def __str__(self) -> str:
        return f"{self.user} – {self.enterprise}"
