"""The models of images and documents that editors upload."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from portal.storages import DocumentStorage


class Image(AbstractImage):
    """A picture with its alternative text in both languages, its author and its licence."""

    alt_zh = models.CharField(
        _("alternative text in Chinese"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    alt_en = models.CharField(_("alternative text in English"), max_length=500, blank=True)
    # Reverse names of their own: the default ones would clash with Wagtail's own models.
    tags = TaggableManager(blank=True, verbose_name=_("tags"), related_name="portal_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Author or owner of the picture."))
    licence = models.CharField(
        _("licence"), max_length=255, blank=True, help_text=_("The terms under which the portal may publish it.")
    )

    # Not `description`: Wagtail shows it as the alternative text, which is here in two languages.
    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "alt_zh",
        "alt_en",
        "credit",
        "licence",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = [models.Index(fields=["file"], name="image_file")]

    @property
    def default_alt_text(self) -> str:
        """The alternative text in the reader's language, else in the other one, else the title."""
        own, other = (self.alt_en, self.alt_zh) if get_language() == "en" else (self.alt_zh, self.alt_en)
        return own or other or self.description or self.title


class Rendition(AbstractRendition):
    """An image in one size and format."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    @property
    def attrs_dict(self) -> dict[str, Any]:
        """What an `<img>` says; the size in whole pixels, also of a drawing just made, which gives a float."""
        attributes: dict[str, Any] = super().attrs_dict
        return {**attributes, "width": round(self.width), "height": round(self.height)}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]
        indexes = [models.Index(fields=["file"], name="rendition_file")]


class Document(AbstractDocument):
    """A file for download, outside MEDIA_ROOT; its content is checked at upload (portal/files/media_forms.py)."""

    file = models.FileField(_("file"), storage=DocumentStorage())
    tags = TaggableManager(blank=True, verbose_name=_("tags"), related_name="portal_documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    admin_form_fields = ("title", "file", "collection", "tags")

    def _set_file_hash(self) -> None:
        """Use the hash that the upload form computed: Wagtail's would read the file in the transaction."""
        known = getattr(self.file.file, "known_hash", "")
        if known:
            self.file_hash = known
        else:
            super()._set_file_hash()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
