"""The worker starts the making of PDFs beside itself, and only where one is due."""

import sys
from pathlib import Path

import pytest

from portal.caching import content_version
from showcase.lists.printing import duty, making
from tests.showcase.lists.printing.pdf_pages import notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def turns(monkeypatch, settings, tmp_path):
    """A press that notes each start in a file, and what it noted."""
    settings.MAKE_PDFS = True
    noted = tmp_path / "noted"
    command = (sys.executable, "-c", f"open({str(noted)!r}, 'a').write('x')")
    monkeypatch.setattr(duty, "_COMMAND", command)
    press = duty.Press()

    def take():
        press.turn()
        if press.running is not None:
            press.running.wait()
        return len(noted.read_text()) if Path(noted).exists() else 0

    return take


def test_the_worker_starts_the_command_after_a_change_and_not_in_its_first_minute(turns):
    notice()

    assert [turns(), turns(), turns()] == [0, 1, 1]

    content_version.move()

    assert [turns(), turns()] == [2, 2]


def test_the_clock_alone_starts_it_too(turns, monkeypatch):
    notice()

    assert [turns(), turns()] == [0, 1]

    monkeypatch.setattr(duty, "_LONGEST_REST", 0)

    assert turns() == 2


def test_nothing_is_started_where_every_pdf_is_current(turns, monkeypatch):
    monkeypatch.setattr(making, "_WRITER", (sys.executable, "-c", "print('%PDF-1.7')"))
    making.make_pdf(notice())

    assert [turns(), turns()] == [0, 0]


def test_an_operator_can_turn_it_off(turns, settings):
    notice()
    settings.MAKE_PDFS = False

    assert [turns(), turns()] == [0, 0]
