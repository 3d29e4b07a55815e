"""Terms that editors miss in a vocabulary, and what was decided about them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from showcase.vocabulary.tagging.stored import TAGGED


class TermProposalState(models.TextChoices):
    """A proposal waits until a vocabulary editor has decided."""

    OPEN = "open", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class TermProposal(models.Model):
    """A missing term: its names, what it means, and once decided the code that has it or why there is none.

    `vocabulary`: a key of `TAGGED`; `seen_at`: when the proposer read the answer.
    """

    vocabulary = models.CharField(_("vocabulary"), max_length=16)
    zh = models.CharField(_("Chinese name"), max_length=100)
    en = models.CharField(_("English name"), max_length=100, blank=True)
    reason = models.TextField(_("what it means, and why it is needed"), max_length=1000)
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("proposed by")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=TermProposalState.choices, default=TermProposalState.OPEN
    )
    code = models.CharField(_("code"), max_length=32, blank=True)
    answer = models.TextField(_("answer to the proposer"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposed term")
        verbose_name_plural = _("proposed terms")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.zh

    @property
    def vocabulary_label(self) -> str:
        return capfirst(str(TAGGED[self.vocabulary]._meta.verbose_name))


def decided_by(user: Any) -> list[str]:
    """Return the vocabularies whose terms this user may change, and so whose proposals they decide."""
    return [name for name in TAGGED if user.has_perm(f"showcase.change_{name}")]
