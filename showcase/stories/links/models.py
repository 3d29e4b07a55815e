"""The tables of links: addresses of other sites with their answers, and links to pages of this site."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from showcase.stories.links.rules import LinkHistory, LinkState


def digest_of(address: str) -> str:
    """Return the key of an address, which may be too long for an index itself."""
    return hashlib.sha256(address.encode()).hexdigest()


class CheckedLink(models.Model):
    """An address that public pages name, and what it last answered. `is_broken` and `due_at` follow from the rest."""

    digest = models.CharField(max_length=64, primary_key=True)
    address = models.TextField(_("address"))
    state = models.CharField(max_length=16, default=LinkState.UNCHECKED.value)
    status = models.PositiveSmallIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)
    is_broken = models.BooleanField(default=False, db_index=True)
    pages: models.ManyToManyField[Any, Any] = models.ManyToManyField("wagtailcore.Page", related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.address} {self.state}"

    @property
    def known(self) -> LinkHistory:
        """What the rules need of it."""
        return LinkHistory(LinkState(self.state), self.status, self.checked_at, self.failing_since)

    def keep(self, known: LinkHistory) -> None:
        """Store what is known of the address."""
        self.state, self.status = known.state.value, known.status
        self.checked_at, self.failing_since = known.checked_at, known.failing_since
        self.due_at, self.is_broken = known.due_at, known.is_broken
        self.save(update_fields=["state", "status", "checked_at", "failing_since", "due_at", "is_broken"])


class PageLink(models.Model):
    """A link in the text of a public page to a page of this site, which may be deleted: hence no foreign key."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    target = models.PositiveBigIntegerField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "target"], name="page_link_once")]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.target}"
