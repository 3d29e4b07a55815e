"""The models of enterprises and the names they had before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.dispatch import Signal
from django.http import HttpRequest
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

from portal.pages.content import page_context
from portal.pages.publishing_rules import PublishingRules
from portal.pages.rows import DraftRows, Row
from portal.pages.sources import CitedSource
from portal.pages.visibility import in_force
from portal.text.english_fields import refuse_chinese
from showcase.enterprises.chain.rules import LinkFault, Named, link_faults
from showcase.enterprises.choices import EnterpriseSize
from showcase.enterprises.credit_codes import CreditCodeError, parse_credit_code

CREDIT_CODE_FAULTS = {
    "length": _("A credit code has 18 characters."),
    "alphabet": _("A credit code has only digits and capital letters, none of them I, O, S, V or Z."),
    "check": _("A character is wrong: the last one should be %(expected)s."),
}
_LINK_FAULTS = {
    LinkFault.SELF: _("The enterprise is linked to itself."),
    LinkFault.INVENTED: _(
        "Linked to “%(name)s”: one of the two is invented. Invented ones are linked to each other only."
    ),
}


enterprises_written = Signal()
"""Sent with `keys` of enterprises that one statement wrote: Django sends no `post_save` then."""


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    """Enterprises; records merged into another are reached through that one."""

    def unmerged(self) -> EnterpriseQuerySet:
        return self.filter(merged=None)

    def published(self) -> EnterpriseQuerySet:
        """Return what any reader may see."""
        return self.unmerged().filter(in_force())

    def with_code(self, code: str) -> EnterpriseQuerySet:
        """Return those with this credit code, their own or that of a record merged into them."""
        merged = Q(merged_here__enterprise__credit_code=code, merged_here__enterprise__live=True)
        return self.unmerged().filter(Q(credit_code=code) | merged).distinct()

    def bulk_create(self, objs: Iterable[Enterprise], *args: Any, **kwargs: Any) -> list[Enterprise]:
        """As Django's, and `enterprises_written` is sent in the same transaction."""
        with transaction.atomic(using=self.db):
            made = super().bulk_create(objs, *args, **kwargs)
            enterprises_written.send(Enterprise, keys=[one.pk for one in made if one.pk is not None])
        return made


class EnterpriseNumber(models.Model):
    """One row: the last portal number that was given. Never less, so no number comes back after its bearer is gone."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


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
        _("name in English"),
        max_length=255,
        help_text=_("The English name that the enterprise uses, otherwise pinyin; never a translation."),
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
        help_text=_("Only as a source states it; never estimated from revenue or staff."),
    )
    size_source_number = models.PositiveSmallIntegerField(
        _("source number of the size"), null=True, blank=True, help_text=_("The source that states it.")
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
                text, params = CREDIT_CODE_FAULTS[error.fault], {"expected": error.expected}
                raise ValidationError({"credit_code": ValidationError(text, error.fault, params)}) from error
        if self.size and not self.size_source_number:
            raise ValidationError({"size_source_number": _("Give the number of the source that states the size.")})

    def publishing_faults(self) -> list[str]:
        own = Named(self.pk, self.name_zh, self.is_example)
        others = [Named(row.other_id, row.other.name_zh, row.other.is_example) for row in self.links.all()]
        links = [str(_LINK_FAULTS[fault]) % {"name": name} for fault, name in link_faults(own, others)]
        return [*self.row_faults(), *links]

    @property
    def head(self) -> Enterprise:
        """The enterprise that this record counts as: itself, unless it is merged into another.

        Fetch `merged__into` before, else each costs a query.
        """
        merged = getattr(self, "merged", None)
        return merged.into if merged else self

    @property
    def record_keys(self) -> list[int]:
        """Primary keys of this record and of all records that count as it; one query."""
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

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return page_context(self, request)


@transaction.atomic
def take_numbers(count: int = 1) -> range:
    """The next `count` numbers; whoever else wants some waits until this transaction ends."""
    EnterpriseNumber.objects.get_or_create(pk=1)
    counter = EnterpriseNumber.objects.select_for_update().get(pk=1)
    # Records that came with a number of their own, from a backup or a script, have theirs already.
    largest = Enterprise.objects.aggregate(largest=Max("number"))["largest"] or 0
    first = max(counter.last, largest) + 1
    counter.last = first + count - 1
    counter.save()
    return range(first, first + count)


class FormerName(Row):
    """A name the enterprise had before, found by the search and shown on its page."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="former_names")
    name_zh = models.CharField(_("Chinese name"), max_length=255)
    name_en = models.CharField(_("English name"), max_length=255, blank=True)
    until = models.CharField(_("until"), max_length=10, blank=True)
    # The row of a notice that renamed the enterprise; correcting that row's event restores the name.
    entry = models.ForeignKey(
        "showcase.ListEntry", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta(Row.Meta):
        verbose_name = _("former name")

    def __str__(self) -> str:
        return self.name_zh


class EnterpriseMention(Row):
    """What a named source says about the enterprise, unconfirmed by our lists: a title, a pilot."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="mentions")
    text_zh = models.TextField(_("statement in Chinese"))
    text_en = models.TextField(_("statement in English"))
    source_number = models.PositiveSmallIntegerField(_("source number"), help_text=_("The source that states it."))

    class Meta(Row.Meta):
        verbose_name = _("other mention")

    def __str__(self) -> str:
        return self.text_zh


class EnterpriseSource(Row, CitedSource):
    """Where the enterprise's name and place are printed."""

    enterprise = ParentalKey(Enterprise, on_delete=models.CASCADE, related_name="sources")

    class Meta(Row.Meta):
        verbose_name = _("source of the enterprise")
