"""Calendar files (iCalendar, RFC 5545) of events that calendars of readers subscribe to or take over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse

from portal.text.plain_text import clean_text

CONTENT_TYPE = "text/calendar; charset=utf-8"
_PRODUCT = "-//Lujian//Calendar//EN"
_LINE_OCTETS = 75
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_TO_ESCAPE = re.compile(r"[\\;,\n]")
# Some readers end a line at each of these.
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of a calendar.

    `uid`: permanent, the same after every change. `begin` and `end` are moments with a time zone, or days (`end`: the
    last one, included); `end` None: a moment without duration, or the one day. `description`: plain text. `url`: an
    absolute address. `changed_at`: when anything of the event was changed last, so that equal events give equal bytes.
    """

    uid: str
    begin: dt.datetime | dt.date
    end: dt.datetime | dt.date | None
    title: str
    description: str
    place: str
    url: str
    changed_at: dt.datetime
    is_cancelled: bool = False


def calendar_bytes(title: str, events: Iterable[CalendarEvent]) -> bytes:
    """Return the calendar with this title: UTF-8, lines of at most 75 octets ended by CRLF, times in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_text(title)}")
    for event in events:
        lines += _event_lines(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def calendar_answer(name: str, title: str, events: Iterable[CalendarEvent]) -> HttpResponse:
    """Return the calendar as a file called `name`."""
    answer = HttpResponse(calendar_bytes(title, events), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


def _event_lines(event: CalendarEvent) -> list[str]:
    texts = {"SUMMARY": event.title, "DESCRIPTION": event.description, "LOCATION": event.place}
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{_moment(event.changed_at)}",
        f"LAST-MODIFIED:{_moment(event.changed_at)}",
        f"DTSTART{_when(event.begin)}",
        *_end_lines(event),
        *(f"{name}:{_text(text)}" for name, text in texts.items() if text),
        *([f"URL:{_address(event.url)}"] if event.url else []),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def _end_lines(event: CalendarEvent) -> list[str]:
    """Return the line of the end; in a file, the last day of an event is the one before its end."""
    if event.end is None:
        return []
    if isinstance(event.end, dt.datetime):
        return [f"DTEND{_when(event.end)}"]
    return [f"DTEND{_when(event.end + dt.timedelta(days=1))}"]


def _when(when: dt.datetime | dt.date) -> str:
    return f":{_moment(when)}" if isinstance(when, dt.datetime) else f";VALUE=DATE:{when:%Y%m%d}"


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Return a text as a value: without control characters, with what the format uses itself escaped."""
    plain = clean_text(_LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return _TO_ESCAPE.sub(lambda found: _ESCAPED[found.group()], plain)


def _address(url: str) -> str:
    """Return an address as a value, which is not escaped: what would end its line is left out."""
    return re.sub(r"\s", "", clean_text(_LINE_ENDS.sub("", url)))


def _folded(line: str) -> bytes:
    """Return a line as octets: what is longer goes on in lines that begin with a space; no character is cut."""
    parts, part, room = [], b"", _LINE_OCTETS
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", _LINE_OCTETS - 1
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
