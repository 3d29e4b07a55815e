"""Writes reasons that let figures go live into the page's history, each once."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy
from wagtail.signals import page_published

from portal.reasons import ReasonFormatter, log_once
from showcase.stories.checks.gate import overruled
from showcase.stories.models import StoryPage

OVERRULED = "showcase.overrule_finding"


class OverruledFormatter(ReasonFormatter):
    """Names what overrules a finding."""

    label = gettext_lazy("Overrule a finding")


@receiver(page_published)
def log_overruled(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    """Log the reasons that a story has just been published with, unless they were logged before."""
    if not isinstance(instance, StoryPage) or not instance.is_source or not instance.finding_answers.exists():
        return
    entries = (
        {
            "digest": one.finding.digest,
            "finding": one.text,
            "reason": one.reason,
            "given": one.given,
            "confirmed": one.confirmed,
        }
        for one in overruled(instance)
    )
    log_once(instance, OVERRULED, entries)
