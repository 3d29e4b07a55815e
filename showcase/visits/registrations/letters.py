"""The mails to registered people, in the language of the form; the calendar file is attached where there is a seat."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.answers.calendar_answer import calendar_bytes
from portal.mail.composing import compose
from showcase.lists.states import shown_moment
from showcase.visits.calendars import event_of
from showcase.visits.cards import shown_span
from showcase.visits.models import VisitPage
from showcase.visits.reading import VisitReading, place_of, reading_of
from showcase.visits.registrations.links import link_of
from showcase.visits.registrations.models import VisitRegistration
from showcase.visits.rules import LetterKind

_WITH_CALENDAR = (LetterKind.SEAT, LetterKind.MOVED_UP, LetterKind.CHANGED, LetterKind.CANCELLED)
# Anybody can type somebody else's address: these repeat nothing of what was typed.
_UNASKED = (LetterKind.CONFIRM, LetterKind.KNOWN)


def send(registration: VisitRegistration, visit: VisitPage, kind: LetterKind, position: int = 0) -> None:
    """Queue one mail in the current transaction; `position`: the place on the waiting list, from 1.

    Raises LostKeyError where the address cannot be decrypted.
    """
    with translation.override(registration.language):
        reading = reading_of(visit)
        title = " ".join(reading.text.title.split())
        context = _context(registration, reading, kind, position)
        subject, to, language = subject_of(kind) % {"title": title}, str(registration.email), registration.language
        message = compose("showcase/mail/visit.txt", context, subject=subject, to=to, language=language)
        if kind in _WITH_CALENDAR:
            message.attach("visit.ics", calendar_bytes(title, [event_of(reading)]).decode(), "text/calendar")
        message.send()


def _context(registration: VisitRegistration, reading: VisitReading, kind: LetterKind, position: int) -> dict[str, Any]:
    visit, text = reading.source, reading.text
    time = _("%(time)s, China time") % {"time": shown_span(visit.begins_at, visit.ends_at)}
    return {
        "name": "" if kind in _UNASKED else str(registration.name),
        "sentences": _sentences(visit, text, kind, position),
        "lines": (
            (_("Visit"), text.title),
            (_("Time"), time),
            (_("Venue"), place_of(text, visit)),
        ),
        "link_label": _link_label(kind),
        "link": link_of(registration),
        "page": settings.SITE_URL + (text.get_url() or ""),
        "is_example": visit.is_example,
    }


def subject_of(kind: LetterKind) -> str:
    """Return the subject with a place for the title."""
    return {
        LetterKind.CONFIRM: _("Please confirm your registration: %(title)s"),
        LetterKind.KNOWN: _("You are registered already: %(title)s"),
        LetterKind.SEAT: _("You have a seat: %(title)s"),
        LetterKind.WAITING: _("You are on the waiting list: %(title)s"),
        LetterKind.MOVED_UP: _("A seat is free for you: %(title)s"),
        LetterKind.CHANGED: _("Time or place has changed: %(title)s"),
        LetterKind.CANCELLED: _("Cancelled: %(title)s"),
        LetterKind.REMINDER: _("Reminder: %(title)s"),
    }[kind]


def _sentences(visit: VisitPage, text: VisitPage, kind: LetterKind, position: int) -> tuple[str, ...]:
    """Return what the mail says, in paragraphs."""
    until = {"time": shown_moment(visit.registration_closes_at)}
    give_back = _(
        "If you cannot come, please cancel under the link below: the seat then goes to the next person waiting."
    )
    return {
        LetterKind.CONFIRM: (
            _("Somebody has entered this address in the registration form of the visit below. If it was you, confirm."),
            _("No seat is held before: seats are given in the order of the confirmations, until %(time)s, China time.")
            % until,
            _("If it was not you, do nothing: what was entered is erased after two days."),
        ),
        LetterKind.KNOWN: (
            _("This address was entered in the form again. It is registered already, and nothing has changed."),
        ),
        LetterKind.SEAT: (_("Your registration is confirmed, and you have a seat."), give_back),
        LetterKind.WAITING: (
            _("Your registration is confirmed. All seats are taken: you are number %(n)s on the waiting list.")
            % {"n": position},
            _("When a seat becomes free for you, you get a mail. You need not do anything until then."),
        ),
        LetterKind.MOVED_UP: (_("A seat has become free, and you have it now."), give_back),
        LetterKind.CHANGED: (
            _("The time or the place of the visit has been changed. This is how it is now:"),
            give_back,
        ),
        LetterKind.CANCELLED: tuple(
            filter(
                None, (_("The organiser has cancelled the visit. Your registration has ended."), text.cancellation_note)
            )
        ),
        LetterKind.REMINDER: (_("The visit for which you have a seat begins soon."), give_back),
    }[kind]


def _link_label(kind: LetterKind) -> str:
    if kind == LetterKind.CONFIRM:
        return _("Check and confirm your registration:")
    return _("Your registration:") if kind == LetterKind.CANCELLED else _("See or cancel your registration:")
