"""Calendar files: what RFC 5545 asks of bytes, and that nothing of a text leaves its line."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portal.answers.calendar_answer import CalendarEvent, calendar_answer, calendar_bytes

BEIJING = dt.timezone(dt.timedelta(hours=8))
EVENT = CalendarEvent(
    uid="visit-12@lujian",
    begin=dt.datetime(2026, 12, 9, 9, 0, tzinfo=BEIJING),
    end=dt.datetime(2026, 12, 9, 16, 30, tzinfo=BEIJING),
    title="余热回收观摩",
    description="",
    place="",
    url="https://portal.example/visits/heat/",
    changed_at=dt.datetime(2026, 11, 30, 20, 0, tzinfo=BEIJING),
)


def unfolded(content: bytes) -> list[str]:
    """Return the lines of a file as a reader sees them."""
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(content: bytes, name: str) -> list[str]:
    return [line.split(":", 1)[1] for line in unfolded(content) if line.split(":", 1)[0].split(";")[0] == name]


def test_an_event_is_a_calendar_in_the_order_of_the_standard_with_times_in_utc() -> None:
    assert unfolded(calendar_bytes("观摩活动", [EVENT])) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lujian//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:观摩活动",
        "BEGIN:VEVENT",
        "UID:visit-12@lujian",
        "DTSTAMP:20261130T120000Z",
        "LAST-MODIFIED:20261130T120000Z",
        "DTSTART:20261209T010000Z",
        "DTEND:20261209T083000Z",
        "SUMMARY:余热回收观摩",
        "URL:https://portal.example/visits/heat/",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_days_end_on_the_day_after_the_last_one() -> None:
    event = dataclasses.replace(EVENT, begin=dt.date(2026, 12, 30), end=dt.date(2026, 12, 31))

    lines = unfolded(calendar_bytes("", [event]))

    assert "DTSTART;VALUE=DATE:20261230" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines


def test_a_moment_without_end_has_no_end() -> None:
    assert values(calendar_bytes("", [dataclasses.replace(EVENT, end=None)]), "DTEND") == []


def test_a_cancelled_event_says_so() -> None:
    assert values(calendar_bytes("", [dataclasses.replace(EVENT, is_cancelled=True)]), "STATUS") == ["CANCELLED"]


def test_what_the_format_uses_itself_is_escaped() -> None:
    event = dataclasses.replace(EVENT, description="Steam; heat, and C:\\dye\r\nBring shoes", place="3, Road")

    content = calendar_bytes("", [event])

    assert values(content, "DESCRIPTION") == [r"Steam\; heat\, and C:\\dye\nBring shoes"]
    assert values(content, "LOCATION") == [r"3\, Road"]


@given(st.text(), st.text(), st.text())
def test_no_text_leaves_its_line_and_no_line_is_longer_than_75_octets(title: str, place: str, url: str) -> None:
    content = calendar_bytes(title, [dataclasses.replace(EVENT, title=title, place=place, url=url)])

    physical = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    assert all(line.decode() is not None for line in physical), "no character is cut"
    names = [line.split(":", 1)[0].split(";")[0] for line in unfolded(content)]
    assert names.count("BEGIN") == names.count("END") == 2
    assert len(names) <= 19


@given(st.text(alphabet="余热回收 steam,;\\n\n", max_size=400))
def test_a_long_text_is_read_back_whole(text: str) -> None:
    (value,) = values(calendar_bytes("", [dataclasses.replace(EVENT, description=text)]), "DESCRIPTION") or [""]

    read, escaped = "", False
    for character in value:
        if escaped:
            read, escaped = read + ("\n" if character == "n" else character), False
        elif character == "\\":
            escaped = True
        else:
            read += character
    assert read == text


def test_the_answer_is_a_calendar_file_whose_bytes_depend_on_its_events_alone() -> None:
    answer = calendar_answer("visits", "Visits", [EVENT])

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="visits.ics"'
    assert answer.content == calendar_bytes("Visits", [EVENT])
