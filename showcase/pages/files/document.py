"""A story as a document with what its page shows beneath it: answers to questions, and what other plants report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from showcase.questions.shown import ShownAnswer, answers_of
from showcase.replications.shown import ShownReplication, uses_of
from showcase.stories.models import StoryPage
from showcase.stories.outputs.document import Heading, Part, StoryDocument, Table, Text, story_document


def published_document(page: StoryPage) -> StoryDocument:
    """Return all that the page says, in the active language."""
    document, source = story_document(page), page.source
    answers = answers_of(source.pk, get_language() or settings.LANGUAGE_CODE)
    uses = uses_of(source)
    further = (
        *_section(_("Questions and answers"), map(_answer, answers)),
        *_section(_("Replicated here"), map(_report, uses.replicated)),
        *_section(_("Tried and not adopted"), map(_report, uses.not_adopted)),
    )
    return replace(document, parts=(*document.parts, *further))


def _section(heading: str, items: Iterable[Iterable[Part]]) -> Iterator[Part]:
    """Yield the parts of all items below a heading; nothing where there are none."""
    parts = [part for item in items for part in item]
    if parts:
        yield Heading(heading)
        yield from parts


def _answer(one: ShownAnswer) -> Iterator[Part]:
    by = _("Answered by the enterprise") if one.by_enterprise else _("Answered by the editors")
    corrected = _("corrected on %(date)s") % {"date": one.corrected_on} if one.corrected_on else ""
    signed = " · ".join(filter(None, (by, one.answerer, one.answered_on, corrected)))
    yield Text(f"{_titled(one.question)}{_paragraphs(one.answer)}{_paragraphs(signed)}")


def _report(one: ShownReplication) -> Iterator[Part]:
    plant = one.plant or _("A plant that is not named")
    title = " · ".join(filter(None, (plant, one.year, *(chip.label for chip in one.industries))))
    if one.is_example:
        title = f"{title} · {_('Invented example: this plant does not exist')}"
    reasons = [f"{reason.label}: {reason.definition}" for reason in one.reasons]
    changed = f"{_('What had to be changed')}: {one.changed}" if one.changed else ""
    yield Text(f"{_titled(title)}{''.join(map(_paragraphs, (*reasons, one.text, changed)))}")
    if one.effects:
        header = (_("Effect"), _("Figure"), _("Evidence"))
        rows = ((row.label, f"{row.value} {row.unit}".strip(), row.evidence_label) for row in one.effects)
        yield Table(_("Figures that the plant reports"), (header, *rows))


def _titled(text: str) -> str:
    return _paragraphs(text).replace("<p>", "<h3>").replace("</p>", "</h3>")


def _paragraphs(text: str) -> str:
    """Return what a reader wrote as HTML: escaped, with its lines; nothing for an empty text."""
    return linebreaks(text, autoescape=True) if text.strip() else ""
