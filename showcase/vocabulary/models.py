"""The models of coded terms: one row, two names. Addresses, filters and indexes carry the code.

VOCABULARIES names them all; rights, permission policies and the content version follow from it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal.pages.row_saving import ChildRow
from portal.pages.rows import Row
from portal.pages.sources import CitedSource
from portal.text.english_fields import refuse_chinese
from showcase.vocabulary.choices import IndustryLevel, ShareBound


class CodedTerm(models.Model):
    """A term with a permanent code, a Chinese and (mostly) an English name, and the words people use for it."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    zh = models.CharField(_("Chinese name"), max_length=255)
    en = models.CharField(_("English name"), max_length=255, blank=True)
    aliases_zh = models.JSONField(_("other Chinese names"), default=list, blank=True)
    aliases_en = models.JSONField(_("other English names"), default=list, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    file_digest = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The name in the reader's language; the Chinese one where no English name exists."""
        return self.label_in(get_language() or "zh-hans")

    @property
    def label_language(self) -> str:
        """The language of `label`, for the `lang` attribute."""
        return "en" if get_language() == "en" and self.en else "zh-hans"

    def label_in(self, language: str) -> str:
        return self.en or self.zh if language == "en" else self.zh


class TagTerm(CodedTerm, TagBase):
    """A coded term that stories carry as a tag. taggit's unique `name` is code + Chinese name, since names repeat."""

    free_tagging = False

    class Meta(CodedTerm.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_tag_names()
        super().save(*args, **kwargs)

    def set_tag_names(self) -> None:
        self.name = f"{self.code} {self.zh}"[:100]
        self.slug = self.code.lower().replace(".", "-")


PROFILE_HELP = _(
    "One paragraph per line. A factual paragraph ends with its sources, such as [1]; an explanation "
    "of your own ends with [portal]."
)


class Industry(TagTerm, ClusterableModel):
    """An industry: GB/T 4754-2017 (`C`, `C17`, `C171`, `C1713`) or one of thirteen industry groups (`G01` …).

    `parent` follows GB/T 4754. `industry_group` is set only on rows that industry_groups.csv names. The profile
    describes where the industry's energy, water and waste go; its form is that of `portal.pages.cited_lines`.
    """

    level = models.CharField(pgettext_lazy("industry", "level"), max_length=16, choices=IndustryLevel)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("broader term")
    )
    industry_group = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grouped",
        verbose_name=pgettext_lazy("industry", "group"),
    )
    isic = models.CharField("ISIC Rev. 4", max_length=64, blank=True)
    nace = models.CharField("NACE Rev. 2", max_length=64, blank=True)
    profile_zh = models.TextField(_("profile in Chinese"), blank=True, help_text=PROFILE_HELP)
    profile_en = models.TextField(_("profile in English"), blank=True, help_text=PROFILE_HELP)

    class Meta(TagTerm.Meta):
        verbose_name = _("industry")
        verbose_name_plural = _("industries")

    def get_absolute_url(self) -> str:
        return reverse("industry", args=[self.code])


class IndustrySource(Row, CitedSource):
    """A source that the industry's profile cites by number."""

    industry = ParentalKey(Industry, on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        verbose_name = _("source of the industry")


class IndustryShare(Row):
    """A part of something that a source divides: where the heat of a stenter goes. `number`: of the source.

    Rows with the same words for the whole are parts of it; what they leave of 100 is not stated by the source.
    """

    industry = ParentalKey(Industry, on_delete=models.CASCADE, related_name="shares")
    whole_zh = models.CharField(_("what is divided, in Chinese"), max_length=120)
    whole_en = models.CharField(_("what is divided, in English"), max_length=160)
    part_zh = models.CharField(_("part, in Chinese"), max_length=80)
    part_en = models.CharField(_("part, in English"), max_length=120)
    bound = models.CharField(_("how exact"), max_length=8, choices=ShareBound, default=ShareBound.ABOUT)
    percent = models.DecimalField(
        _("per cent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )
    number = models.PositiveSmallIntegerField(_("number of the source"))

    panels = [
        FieldRowPanel([FieldPanel("whole_zh"), FieldPanel("whole_en")]),
        FieldRowPanel([FieldPanel("part_zh"), FieldPanel("part_en")]),
        FieldRowPanel([FieldPanel("bound"), FieldPanel("percent"), FieldPanel("number")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("share of the industry")

    def clean(self) -> None:
        super().clean()
        refuse_chinese(self)


class Technique(TagTerm):
    """A technique (`T02.01`) or one of the fourteen groups (`T02`)."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("broader term")
    )
    ambiguous = models.JSONField(_("ambiguous names"), default=list, blank=True)
    definition_zh = models.TextField(_("definition in Chinese"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)

    class Meta(TagTerm.Meta):
        verbose_name = _("technique")
        verbose_name_plural = _("techniques")

    def get_absolute_url(self) -> str:
        return reverse("technique", args=[self.code])


class Process(CodedTerm):
    """A machine or step, for search only: 定型机, stenter."""

    kind = models.CharField(_("kind"), max_length=32, blank=True)
    ambiguous = models.BooleanField(_("ambiguous"), default=False)

    class Meta(CodedTerm.Meta):
        verbose_name = _("process")
        verbose_name_plural = _("processes")


class Region(CodedTerm):
    """A region with its six-digit code (GB/T 2260); other provinces exist for cases from elsewhere."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("broader term")
    )
    kind = models.CharField(_("kind"), max_length=16)

    class Meta(CodedTerm.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def get_absolute_url(self) -> str:
        return reverse("region", args=[self.code])


class Goal(CodedTerm):
    """One of the five goals of GB/T 36132, in the version of 2018 or of 2025."""

    version = models.PositiveSmallIntegerField(_("version"))
    weight = models.PositiveSmallIntegerField(_("weight"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True, verbose_name=_("successors")
    )

    class Meta(CodedTerm.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class Catalogue(CodedTerm):
    """A national catalogue of technologies that cases cite; `edition`: its year or batch."""

    edition = models.CharField(_("edition"), max_length=32, blank=True)

    class Meta(CodedTerm.Meta):
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")


class Programme(CodedTerm):
    """What a list is about: green factory, park, supply-chain enterprise, product, zero-carbon factory."""

    class Meta(CodedTerm.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.label


class Level(CodedTerm):
    """Municipal, provincial, national; `position`: the rank, lowest first."""

    class Meta(CodedTerm.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    def __str__(self) -> str:
        return self.label


class IndustryItem(ChildRow, ItemBase):
    """A story's industry."""

    tag = models.ForeignKey(Industry, on_delete=models.CASCADE, related_name="story_items", verbose_name=_("industry"))
    content_object = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="industry_items")

    class Meta:
        verbose_name = _("industry of the story")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="unique_story_industry")]


class TechniqueItem(ChildRow, ItemBase):
    """A story's technique."""

    tag = models.ForeignKey(
        Technique, on_delete=models.CASCADE, related_name="story_items", verbose_name=_("technique")
    )
    content_object = ParentalKey("showcase.StoryPage", on_delete=models.CASCADE, related_name="technique_items")

    class Meta:
        verbose_name = _("technique of the story")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="unique_story_technique")]


VOCABULARIES: tuple[type[CodedTerm], ...] = (
    *(Industry, Technique, Process, Region),
    *(Goal, Catalogue, Programme, Level),
)
