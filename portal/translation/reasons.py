"""What an English page may not go live with unless somebody gives a reason: outdated texts, and unread machine ones.

Chinese texts are refused in any case (`untranslated.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models, transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page
from wagtail.signals import page_published

from portal.reasons import GivenReason, ReasonFormatter, cleaned_reason, log_once
from portal.translation.comparing import Kind, Unfinished
from portal.translation.unfinished import unfinished_of
from portal.translation.untranslated import passages_of

UNFINISHED = "portal.publish_unfinished_english"
NAMED = 5
PASSAGE_LENGTH = 40


class TranslationReason(GivenReason):
    """Why an English page may go live with a text that is not finished; a row for each such text."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="one_reason_for_each_text")]


def sentence(one: Unfinished) -> str:
    """Return what is not finished about a text, in words."""
    words = {"english": _short(one.english), "chinese": _short(one.chinese)}
    if one.kind is Kind.MACHINE:
        return _("“%(english)s” was translated by a machine, and nobody has read it.") % words
    if one.chinese:
        return _("The Chinese of “%(english)s” has been changed to “%(chinese)s”.") % words
    return _("The Chinese of “%(english)s” has been changed or removed.") % words


def _short(text: str) -> str:
    return Truncator(text).chars(PASSAGE_LENGTH)


def named_sentences(found: Sequence[Unfinished]) -> str:
    """Return the sentences of the first texts, and how many more there are."""
    sentences = [sentence(one) for one in found[:NAMED]]
    more = len(found) - NAMED
    if more > 0:
        sentences.append(ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more})
    return " ".join(sentences)


def reasons_for(page: Any, found: Collection[Unfinished]) -> dict[str, TranslationReason]:
    """Return digest → reason of those texts that have one; one query."""
    rows = TranslationReason.objects.filter(page_id=page.pk, digest__in=[one.digest for one in found])
    return {row.digest: row for row in rows if row.is_long_enough}


def refuse_unfinished(page: Any) -> list[str]:
    """Return why an English page may not go live as it is without a reason. Empty: it may."""
    found = unfinished_of(page)
    if not found or (page.is_only_saved and _shows_the_same(page)):
        return []
    reasons = reasons_for(page, found)
    open_ones = [one for one in found if one.digest not in reasons]
    if open_ones:
        text = _(
            "The English page was not updated: %(named)s Correct the English, confirm it, or give a reason below the "
            "translation."
        )
        return [text % {"named": named_sentences(open_ones)}]
    waiting = [row for row in reasons.values() if not row.confirmed_at]
    if waiting:
        text = _(
            "The English page was not updated: %(name)s gave a reason (“%(reason)s”) that a user who may publish must "
            "confirm below the translation."
        )
        return [text % {"name": waiting[0].given_by_name, "reason": waiting[0].reason}]
    return []


def _shows_the_same(page: Any) -> bool:
    """Say whether the live page has the same texts."""
    live = type(page).objects.filter(pk=page.pk, live=True).first()
    return live is not None and passages_of(live) == passages_of(page)


@transaction.atomic
def give_reason(page: Any, found: Collection[Unfinished], reason: str, user: Any, *, may_confirm: bool) -> bool:
    """Store a reason for these texts of an English page; say whether it was long enough to be one.

    `may_confirm`: the user may publish the page, so that the reason counts at once.
    """
    now, known = timezone.now(), reasons_for(page, found)
    for one in found:
        row = known.get(one.digest) or TranslationReason(page_id=page.pk, digest=one.digest)
        row.finding = sentence(one)
        row.give(cleaned_reason(reason), user, now)
        if not row.is_long_enough:
            return False
        if may_confirm:
            row.confirm(user, now)
        row.save()
    return True


@transaction.atomic
def confirm_reasons(page: Any, found: Collection[Unfinished], user: Any) -> int:
    """Confirm, in the name of a user who may publish, what others gave; return how many."""
    waiting = [row for row in reasons_for(page, found).values() if not row.confirmed_at]
    for row in waiting:
        row.confirm(user, timezone.now())
        row.save()
    return len(waiting)


class UnfinishedFormatter(ReasonFormatter):
    """Names what an English page went live with."""

    label = gettext_lazy("Publish English that is not finished")


@receiver(page_published, dispatch_uid="portal.log_unfinished")
def log_unfinished(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Log the reasons that an English page has just been published with, unless they were logged before."""
    if getattr(instance, "is_source", True) or not TranslationReason.objects.filter(page_id=instance.pk).exists():
        return
    found = unfinished_of(instance)
    reasons = reasons_for(instance, found)
    entries = (
        {
            "digest": one.digest,
            "finding": sentence(one),
            "reason": row.reason,
            "given": row.given_by_name,
            "confirmed": row.confirmed_by_name,
        }
        for one in found
        if (row := reasons.get(one.digest)) and row.confirmed_at
    )
    log_once(instance, UNFINISHED, entries)
