"""Rules on links: what an answer means, when to ask again, and from when on a link counts as broken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from http import HTTPStatus

GOOD_FOR = dt.timedelta(days=30)
AGAIN_AFTER = dt.timedelta(days=1)
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class LinkState(StrEnum):
    """What an address said when it was last asked.

    `kept_out`: the site answers, but not to machines (or not over a connection that we accept), so nothing is known of
    the page; `refused`: we do not ask it, because it leads into a private network or to an unusual port; `no_answer`:
    no connection, no answer in time, a fault of the server, or a chain of redirects without end.
    """

    UNCHECKED = "unchecked"
    OK = "ok"
    KEPT_OUT = "kept_out"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    NO_ANSWER = "no_answer"


FAILING = frozenset({LinkState.REFUSED, LinkState.NOT_FOUND, LinkState.NO_ANSWER})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said; `status`: of HTTP, None where there was none."""

    state: LinkState
    status: int | None = None


def answer_of(status: int) -> Answer:
    """Return what a final status means for a reader's click.

    >>> str(answer_of(404).state), str(answer_of(403).state), str(answer_of(503).state)
    ('not_found', 'kept_out', 'no_answer')
    """
    if status < HTTPStatus.BAD_REQUEST:
        return Answer(LinkState.OK, status)
    if status in _GONE:
        return Answer(LinkState.NOT_FOUND, status)
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer(LinkState.KEPT_OUT, status)
    return Answer(LinkState.NO_ANSWER, status)


@dataclass(frozen=True, slots=True)
class LinkHistory:
    """What is known of an address; `failing_since`: the first of its failures without a success in between."""

    state: LinkState = LinkState.UNCHECKED
    status: int | None = None
    checked_at: dt.datetime | None = None
    failing_since: dt.datetime | None = None

    def after(self, answer: Answer, now: dt.datetime) -> LinkHistory:
        """Return the history with this answer."""
        since = (self.failing_since or now) if answer.state in FAILING else None
        return replace(self, state=answer.state, status=answer.status, checked_at=now, failing_since=since)

    @property
    def due_at(self) -> dt.datetime | None:
        """When it is asked again; None: at once."""
        if self.checked_at is None:
            return None
        return self.checked_at + (AGAIN_AFTER if self.failing_since else GOOD_FOR)

    @property
    def is_broken(self) -> bool:
        """Whether it counts as broken: gone as the site itself says, or failing twice, at least a day apart."""
        if self.checked_at is None or self.failing_since is None:
            return False
        return self.state is LinkState.NOT_FOUND or self.checked_at - self.failing_since >= AGAIN_AFTER


@dataclass(frozen=True, slots=True)
class BrokenAddress:
    """An address of a story that is broken; `source`: key of the source row that names it, empty: a text does.

    `since`: the day of its first failure, as YYYY-MM-DD: it stays the same, so that a reason given for it holds.
    """

    address: str
    source: str
    state: LinkState
    status: int | None
    since: str
