"""Labels of the five answers about a unit: the same codes and labels for pages, downloads, feeds and the search."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from showcase.lists.choices import EventKind
from showcase.lists.register.fold import ChainState, State
from showcase.lists.wording import after_level, shown_day

_RANKS = {state: rank for rank, state in enumerate(State)}
"""The order in which answers about a unit are shown: listed, suspended, proposed, removed."""


def answer_label(state: State) -> str:
    """Return the answer in the reader's language, without its date and reason."""
    labels = {
        State.LISTED: _("on the list"),
        State.PROPOSED: _("proposed, not yet listed"),
        State.REMOVED: _("removed from the list"),
        State.SUSPENDED: _("suspended"),
        State.NOT_IN_RECORDS: _("not in our records"),
    }
    return labels[state]


def answer_reason(chain_state: ChainState) -> str:
    """Return why a listing ended or is suspended, as printed; empty for other states.

    The kind of ending is added where the unit was neither removed nor suspended.
    """
    if chain_state.state not in (State.REMOVED, State.SUSPENDED):
        return ""
    reason = chain_state.reason or _("no reason stated")
    if chain_state.kind in (EventKind.REMOVED, EventKind.SUSPENDED):
        return reason
    return _("%(event)s: %(reason)s") % {"event": EventKind(chain_state.kind).label, "reason": reason}


def answer_details(chain_state: ChainState) -> str:
    """Return since when, and why."""
    day = shown_day(chain_state.since, chain_state.precision)
    return (", " if get_language() == "en" else "，").join(filter(None, (day, answer_reason(chain_state))))


def answer_text(chain_state: ChainState) -> str:
    """Return the whole answer: `removed from the list (1 March 2025, no reason stated)`."""
    return _("%(answer)s (%(details)s)") % {
        "answer": answer_label(chain_state.state),
        "details": answer_details(chain_state),
    }


def in_order(states: Iterable[ChainState]) -> tuple[ChainState, ...]:
    """Sort answers: listed, then suspended, proposed, removed; the newest first."""
    return tuple(sorted(states, key=lambda found: (_RANKS[found.state], -found.since.toordinal(), found.chain.level)))


def answer_of(states: Iterable[ChainState]) -> State:
    """Return the answer about a unit as a whole: the first in order; not in our records where there is none."""
    return next((found.state for found in in_order(states)), State.NOT_IN_RECORDS)


def answer_sentence(states: Iterable[ChainState], lists: dict[tuple[str, str], str]) -> str:
    """Return all answers about one unit in one sentence; empty where nothing is in our records.

    `lists`: (programme, level) → the name of the list in words.
    """
    english = get_language() == "en"
    parts = []
    for chain_state in in_order(states):
        name = lists.get((chain_state.chain.programme, chain_state.chain.level), "")
        sentence = _("%(answer)s: %(list)s") % {"answer": answer_label(chain_state.state), "list": name}
        if chain_state.state is not State.LISTED:
            sentence = _("%(answer)s (%(details)s)") % {"answer": sentence, "details": answer_details(chain_state)}
        parts.append(sentence)
    return str(capfirst(("; " if english else "；").join(parts)))


def list_name(level: str, programme: str) -> str:
    """Return the name of a list from two labels in one language: Provincial green factory, 省级绿色工厂."""
    return f"{level} {after_level(programme)}" if get_language() == "en" else f"{level}{programme}"
