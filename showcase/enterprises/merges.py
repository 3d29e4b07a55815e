"""The tables of merges: as recorded, as proposed by a notice, and as they are in effect now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from showcase.enterprises.merge_rules import Merge, Merged

if TYPE_CHECKING:
    from showcase.enterprises.models import Enterprise

_UNDOING = frozenset({"undone_at", "undone_by", "undo_reason"})

MAY_MERGE = "showcase.add_enterprisemerge"
"""Permission to record a merge, to undo one and to decide on a proposed one."""


class EnterpriseMergeQuerySet(models.QuerySet["EnterpriseMerge"]):
    """Refuses bulk changes: a merge is a record; only an undo can be added to it, once."""

    def standing(self) -> EnterpriseMergeQuerySet:
        return self.filter(undone_at=None)

    def update(self, **kwargs: Any) -> int:
        raise TypeError("merges are records: undo the merge")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("merges are records: undo the merge")


class EnterpriseMerge(models.Model):
    """Two records found to be one enterprise: by whom, when and why; and by whom it was undone, when, why.

    `entry`: the row of a notice it rests on, if any. Both reasons are public.
    """

    duplicate = models.ForeignKey(
        "showcase.Enterprise", on_delete=models.PROTECT, related_name="merges", verbose_name=_("duplicate")
    )
    survivor = models.ForeignKey(
        "showcase.Enterprise", on_delete=models.PROTECT, related_name="merges_here", verbose_name=_("enterprise kept")
    )
    reason = models.TextField(_("reason"))
    entry = models.ForeignKey(
        "showcase.ListEntry", on_delete=models.PROTECT, null=True, related_name="merges", verbose_name=_("entry")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )
    undo_reason = models.TextField(_("reason for undoing"), blank=True)

    objects = EnterpriseMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of enterprises")
        verbose_name_plural = _("merges of enterprises")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["duplicate"], condition=Q(undone_at=None), name="one_merge_stands"),
            models.CheckConstraint(condition=~Q(duplicate=F("survivor")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("recorded_at")), name="undone_after_recorded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate} → {self.survivor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        changes = set(kwargs.get("update_fields") or {"*"})
        if not self._state.adding and not changes <= _UNDOING:
            raise TypeError("merges are records: undo the merge")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("merges are records: undo the merge")

    @property
    def stands(self) -> bool:
        return self.undone_at is None


class MergedEnterprise(models.Model):
    """The merges in effect now, for queries: an enterprise and the one that it counts as, over all steps.

    Made from merges by `actions` and never edited.
    """

    enterprise = models.OneToOneField(
        "showcase.Enterprise", on_delete=models.CASCADE, primary_key=True, related_name="merged"
    )
    into = models.ForeignKey("showcase.Enterprise", on_delete=models.CASCADE, related_name="merged_here")

    def __str__(self) -> str:
        return f"{self.enterprise_id} → {self.into_id}"


class ProposalState(models.TextChoices):
    """A proposal waits until an officer has looked at both records."""

    OPEN = "open", _("to be decided")
    ACCEPTED = "accepted", _("merged")
    REJECTED = "rejected", _("not merged")


class MergeProposal(models.Model):
    """A row of a published notice gives one enterprise the name or credit code of another one that we hold.

    `named`: the enterprise that the row is linked to; `other`: the one that it names too.
    """

    named = models.ForeignKey("showcase.Enterprise", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("showcase.Enterprise", on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey("showcase.ListEntry", on_delete=models.PROTECT, related_name="merge_proposals")
    state = models.CharField(_("state"), max_length=16, choices=ProposalState, default=ProposalState.OPEN)
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    merge = models.ForeignKey(EnterpriseMerge, on_delete=models.PROTECT, null=True, related_name="proposals")

    class Meta:
        verbose_name = _("proposed merge")
        verbose_name_plural = _("proposed merges")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["named", "other", "entry"], name="unique_merge_proposal")]

    def __str__(self) -> str:
        return f"{self.named} = {self.other}?"

    @property
    def kept(self) -> Enterprise:
        """The record to keep by default: the one with the name in the row."""
        return self.pair[0] if self.named.name_zh == self.entry.name else self.pair[1]

    @property
    def duplicate(self) -> Enterprise:
        return self.pair[1] if self.kept == self.pair[0] else self.pair[0]

    @property
    def pair(self) -> tuple[Enterprise, Enterprise]:
        """The two records as they count now: either may have been merged with a third since."""
        return self.named.head, self.other.head


def recorded_merges() -> Merged:
    """Return all merges of the site; one query."""
    rows = EnterpriseMerge.objects.order_by("pk").values_list("duplicate_id", "survivor_id", "recorded_at", "undone_at")
    return Merged(Merge(*row) for row in rows)
