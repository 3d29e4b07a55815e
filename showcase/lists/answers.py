"""The five answers about a unit in words: one set of codes and labels for pages, downloads, feeds and the search."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from showcase.lists.choices import EventKind
from showcase.lists.register import ChainState, Kind, State
from showcase.lists.wording import after_level, shown_day

_RANKS = {state: rank for rank, state in enumerate(State)}
"""What a unit is said to be first: on a list, suspended, proposed, removed."""


def answer_label(state: State) -> str:
    """The answer in the reader's language, without its date and reason."""
    labels = {
        State.LISTED: _("on the list"),
        State.PROPOSED: _("proposed, not yet listed"),
        State.REMOVED: _("removed from the list"),
        State.SUSPENDED: _("suspended"),
        State.NOT_IN_RECORDS: _("not in our records"),
    }
    return labels[state]


def answer_reason(found: ChainState) -> str:
    """Why a listing ended or rests, as printed, with the way it ended where it was not removed; else empty."""
    if found.state not in (State.REMOVED, State.SUSPENDED):
        return ""
    reason = found.reason or _("no reason stated")
    if found.kind in (Kind.REMOVED, Kind.SUSPENDED):
        return reason
    return _("%(event)s: %(reason)s") % {"event": EventKind(found.kind).label, "reason": reason}


def answer_details(found: ChainState) -> str:
    """Since when, and why."""
    day = shown_day(found.since, found.precision)
    return (", " if get_language() == "en" else "，").join(filter(None, (day, answer_reason(found))))


def answer_text(found: ChainState) -> str:
    """`removed from the list (1 March 2025, no reason stated)`."""
    return _("%(answer)s (%(details)s)") % {"answer": answer_label(found.state), "details": answer_details(found)}


def in_order(states: Iterable[ChainState]) -> tuple[ChainState, ...]:
    """What is said of a unit first: where it is listed, then suspended, proposed, removed; the newest first."""
    return tuple(sorted(states, key=lambda found: (_RANKS[found.state], -found.since.toordinal(), found.chain.level)))


def answer_of(states: Iterable[ChainState]) -> State:
    """The answer about a unit as a whole: the first of them; not in our records where there is none."""
    return next((found.state for found in in_order(states)), State.NOT_IN_RECORDS)


def answer_sentence(states: Iterable[ChainState], lists: dict[tuple[str, str], str]) -> str:
    """All answers about one unit in one sentence; `lists`: programme and level → their name in words.

    Empty where nothing is in our records.
    """
    english = get_language() == "en"
    parts = []
    for found in in_order(states):
        name = lists.get((found.chain.programme, found.chain.level), "")
        said = _("%(answer)s: %(list)s") % {"answer": answer_label(found.state), "list": name}
        if found.state is not State.LISTED:
            said = _("%(answer)s (%(details)s)") % {"answer": said, "details": answer_details(found)}
        parts.append(said)
    return str(capfirst(("; " if english else "；").join(parts)))


def list_name(level: str, programme: str) -> str:
    """Provincial green factory, 省级绿色工厂: of labels in the reader's language."""
    return f"{level} {after_level(programme)}" if get_language() == "en" else f"{level}{programme}"
