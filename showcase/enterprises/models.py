"""Enterprises and the names they had before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from portal.english_fields import refuse_chinese
from portal.publishing_rules import PublishingRules
from portal.rows import DraftRows, Row
from portal.sources import CitedSource
from portal.visibility import in_force
from showcase.enterprises.credit_codes import CreditCodeError, parse_credit_code
from showcase.enterprises.numbers import take_numbers

_CREDIT_CODE_FAULTS = {
    "length": _("A credit code has 18 characters."),
    "alphabet": _("A credit code has only digits and capital letters, none of them I, O, S, V or Z."),
    "check": _("A character is mistyped: the last one should be %(expected)s."),
}


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    """Records that stand for themselves: one that is merged into another is read as that one."""

    def unmerged(self) -> EnterpriseQuerySet:
        return self.filter(merged=None)

    def published(self) -> EnterpriseQuerySet:
        """What any reader may see."""
        return self.unmerged().filter(in_force())

    def with_code(self, code: str) -> EnterpriseQuerySet:
        """Those that have this credit code, themselves or through a record merged into them."""
        merged = Q(merged_here__enterprise__credit_code=code, merged_here__enterprise__live=True)
        return self.unmerged().filter(Q(credit_code=code) | merged).distinct()

    def bulk_create(self, objs: Iterable[Enterprise], *args: Any, **kwargs: Any) -> list[Enterprise]:
        """Also stores the names under which they are found, which no signal does for many at once."""
        from showcase.enterprises.name_keys import refresh_names

        with transaction.atomic(using=self.db):
            made = super().bulk_create(objs, *args, **kwargs)
            refresh_names(one.pk for one in made if one.pk is not None)
        return made


class EnterpriseSize(models.TextChoices):
    """By revenue, staff and assets, with limits of its own in each industry.

    Source: 统计上大中小微型企业划分办法（2017）, 国统字〔2017〕213号.
    """

    LARGE = "large", _("Large enterprise")
    MEDIUM = "medium", _("Medium-sized enterprise")
    SMALL = "small", _("Small enterprise")
    MICRO = "micro", _("Micro-enterprise")


class Enterprise(
    DraftRows,
    PublishingRules,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A unit that is, was or may be on a list. Key: the credit code where known, always a permanent number."""

    number = models.PositiveIntegerField(_("portal number"), unique=True, editable=False)
    name_zh = models.CharField(_("full name in Chinese"), max_length=255)
    name_en = models.CharField(
        _("name in English"), max_length=255, help_text=_("Its own English name, else pinyin; never a translation.")
    )
    credit_code = models.CharField(
        _("unified social credit code"), max_length=18, unique=True, null=True, blank=True, default=None
    )
    region = models.ForeignKey(
        "showcase.Region", on_delete=models.PROTECT, related_name="enterprises", verbose_name=_("region")
    )
    industries = ParentalManyToManyField(
        "showcase.Industry", blank=True, related_name="enterprises", verbose_name=_("industries")
    )
    size = models.CharField(
        _("size"),
        max_length=8,
        choices=EnterpriseSize,
        blank=True,
        help_text=_("Only what a source says; never our own guess from revenue or staff."),
    )
    size_source_number = models.PositiveSmallIntegerField(
        _("source number of the size"), null=True, blank=True, help_text=_("The source that says it.")
    )
    note_zh = models.TextField(_("note in Chinese"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    is_example = models.BooleanField(_("invented for demonstration"), default=False)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name_zh

    def save(self, *args: object, **kwargs: object) -> None:
        if self.number is None:
            (self.number,) = take_numbers()
        self.credit_code = self.credit_code or None
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        refuse_chinese(self)
        if self.credit_code:
            try:
                self.credit_code = str(parse_credit_code(self.credit_code))
            except CreditCodeError as error:
                text, params = _CREDIT_CODE_FAULTS[error.fault], {"expected": error.expected}
                raise ValidationError({"credit_code": ValidationError(text, error.fault, params)}) from error
        if self.size and not self.size_source_number:
            raise ValidationError({"size_source_number": _("Give the number of the source that says the size.")})

    def publishing_faults(self) -> list[str]:
        return self.row_faults()

    @property
    def head(self) -> Enterprise:
        """The enterprise that this record counts as: itself, unless it is merged into another.

        Fetch `merged__into` before, else each costs a query.
        """
        merged = getattr(self, "merged", None)
        return merged.into if merged else self

    @property
    def record_keys(self) -> list[int]:
        """Its own key and those of all records that count as it; one query."""
        return [self.pk, *self.merged_here.values_list("enterprise_id", flat=True)]

    def get_absolute_url(self) -> str:
        return reverse("enterprise", args=[self.number])

    @property
    def label(self) -> str:
        return self.label_in(get_language() or "zh-hans")

    def label_in(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "showcase/enterprise_page.html"

    def get_preview_context(self, request: object, mode_name: str) -> dict[str, object]:
        from showcase.enterprises.views import enterprise_context

        return enterprise_context(self)


class FormerName(Row):
    """A name the enterprise had before, found by the search and shown on its page."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="former_names")
    name_zh = models.CharField(_("Chinese name"), max_length=255)
    name_en = models.CharField(_("English name"), max_length=255, blank=True)
    until = models.CharField(_("until"), max_length=10, blank=True)
    # The row of a notice that renamed the enterprise: striking out that row's event brings the name back.
    entry = models.ForeignKey(
        "showcase.ListEntry", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta(Row.Meta):
        verbose_name = _("former name")

    def __str__(self) -> str:
        return self.name_zh


class EnterpriseMention(Row):
    """What a named source says of the enterprise, though no list in our records confirms it: a title, a pilot."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="mentions")
    text_zh = models.TextField(_("what is said, in Chinese"))
    text_en = models.TextField(_("what is said, in English"))
    source_number = models.PositiveSmallIntegerField(_("source number"), help_text=_("The source that says it."))

    class Meta(Row.Meta):
        verbose_name = _("other mention")

    def __str__(self) -> str:
        return self.text_zh


class EnterpriseSource(Row, CitedSource):
    """Where the enterprise's name and place are printed."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        pass
