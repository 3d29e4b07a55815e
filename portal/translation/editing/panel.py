"""The part below the translation editor: what is not finished, paragraph by paragraph, and the reasons given for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from portal.translation.comparing import Kind, Unfinished
from portal.translation.editing.differences import Piece, differences
from portal.translation.reasons import TranslationReason, reasons_for, sentence
from portal.translation.unfinished import open_of, unfinished_of
from portal.translation.untranslated import place_label, would_publish


@dataclass(frozen=True, slots=True)
class Line:
    """A text that is not finished. `place`: the name of its field; `pieces`: what was changed in the Chinese."""

    one: Unfinished
    place: str
    pieces: tuple[Piece, ...]

    @property
    def state(self) -> str:
        if self.one.kind is Kind.MACHINE:
            return _("Translated by a machine, not read yet")
        return _("No English yet") if self.one.kind is Kind.MISSING else _("Chinese changed")

    @property
    def can_be_confirmed(self) -> bool:
        return self.one.key is not None


@dataclass(frozen=True, slots=True)
class Work:
    """What is to do on an English page.

    `sentences`: what the page would say unfinished if it was published now; `reason`: the reason given for all of it;
    `may_confirm`: the reason waits, and this user may confirm it; `asks_reason`: the page can't go live without one.
    """

    lines: tuple[Line, ...]
    sentences: tuple[str, ...] = ()
    reason: TranslationReason | None = None
    asks_reason: bool = False
    may_confirm: bool = False


def work_of(translation: Translation, page: Any, user: Any) -> Work:
    """Return what is to do, for a user who may edit the page."""
    lines = tuple(_line(one, page) for one in (*open_of(translation), *page.unfinished_facts()))
    found = unfinished_of(would_publish(translation))
    if not found:
        return Work(lines)
    reasons = reasons_for(page, found)
    reason = _newest(reasons.values())
    covers = len(reasons) == len({one.digest for one in found})
    waits = any(row.confirmed_at is None for row in reasons.values())
    may_publish = bool(page.permissions_for_user(user).can_publish())
    sentences = tuple(sentence(one) for one in found)
    return Work(lines, sentences, reason, not covers, covers and waits and may_publish)


def _newest(reasons: Collection[TranslationReason]) -> TranslationReason | None:
    return max(reasons, key=lambda row: row.given_at.timestamp() if row.given_at else 0.0, default=None)


def _line(one: Unfinished, page: Any) -> Line:
    pieces = differences(one.former, one.chinese) if one.former and one.chinese else ()
    return Line(one, place_label(page, one.place), pieces)
