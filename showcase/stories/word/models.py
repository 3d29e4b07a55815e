"""The table of Word files that editors have uploaded for a draft."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.storages import DocumentStorage
from showcase.stories.word.reading.document import WordDocument
from showcase.stories.word.reading.process import restored

KEPT = dt.timedelta(days=30)
"""How long a file without a draft is kept; one with a draft stays as long as its page."""


def stored_name(found: WordImport, name: str) -> str:
    """Return where the file is stored: no name of a stranger is used as a path."""
    return f"word/{uuid4().hex}.docx"


class WordImport(models.Model):
    """A Word file on its way to a draft; private: see `rights`.

    `reading`: the document (`process.stored`); `choices`: what each block becomes, as codes; `alts`: index of a block →
    alternative text; `left`: what the draft leaves out, besides the document's own remainder. `draft`: the page made of
    it, None before.
    """

    wagtail_reference_index_ignore: ClassVar[bool] = True  # it must not count as a use of its page

    section = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    draft = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, null=True, related_name="word_import")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    name = models.CharField(_("file"), max_length=255)
    file = models.FileField(storage=DocumentStorage(), upload_to=stored_name)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    reading = models.JSONField(editable=False)
    choices = models.JSONField(default=list, editable=False)
    alts = models.JSONField(default=dict, editable=False)
    left = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("Word file")
        verbose_name_plural = _("Word files")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def document(self) -> WordDocument:
        return restored(self.reading)


@receiver(post_delete, sender=WordImport, dispatch_uid="showcase.word_import_file")
def delete_file(instance: Any, **kwargs: Any) -> None:
    """Delete the file of a deleted row, after the commit."""
    instance.file.storage.delete(instance.file.name)


def delete_old_imports() -> None:
    """Delete the files that have waited too long for a draft; a duty of the worker."""
    for found in WordImport.objects.filter(draft=None, created_at__lt=timezone.now() - KEPT):
        found.delete()
