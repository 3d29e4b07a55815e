"""Published answers as the pages of stories and the search have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from portal.templatetags.portal_tags import shown_date
from showcase.questions.models import AnsweredBy, PublishedAnswer


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question and its answer in one language. `language`: of the texts, where it is not the page's; else empty.

    `corrected_on`: when its wording was corrected; empty where it is the first.
    """

    question: str
    answer: str
    by_enterprise: bool
    answerer: str
    answered_on: str
    language: str = ""
    corrected_on: str = ""


def answers_of(source: int, language: str) -> tuple[ShownAnswer, ...]:
    """Return what is published on the story with this source, the oldest first; Chinese where English lacks."""
    return tuple(_shown(row, language) for row in PublishedAnswer.objects.shown().filter(page=source))


def answer_texts(sources: Iterable[int]) -> dict[tuple[int, str], tuple[str, ...]]:
    """Return (source, language) → the passages that stand on the pages, for the search; one query."""
    found: dict[tuple[int, str], list[str]] = {}
    for row in PublishedAnswer.objects.shown().filter(page__in=list(sources)):
        found.setdefault((row.page_id, "zh-hans"), []).append(f"{row.question_zh} {row.answer_zh}")
        if row.question_en:
            found.setdefault((row.page_id, "en"), []).append(f"{row.question_en} {row.answer_en}")
    return {key: tuple(texts) for key, texts in found.items()}


def _shown(row: PublishedAnswer, language: str) -> ShownAnswer:
    is_english = language == "en" and bool(row.question_en)
    return ShownAnswer(
        question=row.question_en if is_english else row.question_zh,
        answer=row.answer_en if is_english else row.answer_zh,
        by_enterprise=row.answered_by == AnsweredBy.ENTERPRISE,
        answerer=row.answerer,
        answered_on=shown_date(row.answered_on),
        language="zh-hans" if language == "en" and not is_english else "",
        corrected_on=shown_date(timezone.localdate(row.corrected_at)) if row.corrected_at else "",
    )
