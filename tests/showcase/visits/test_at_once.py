"""Two people confirm at the same moment: the last seat is given once."""

import pytest

from showcase.models import VisitRegistration
from showcase.visits.registrations.receiving import cancel, confirm
from showcase.visits.registrations.settling import places_of
from tests.at_once import at_once
from tests.factories import region
from tests.lists import section
from tests.showcase.visits.people import subjects
from tests.visits import make_registration, make_visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visit():
    section("visits"), region("350582")
    return make_visit(seats=2)


def test_of_three_who_confirm_at_once_two_hold_a_seat_and_one_waits(visit):
    waiting = [
        make_registration(visit, confirmed=False, email=f"p{number}@example.org", language="en") for number in range(3)
    ]

    answers = at_once(*(lambda one=one: confirm(one) for one in waiting))

    assert answers == [None] * 3
    assert sorted(VisitRegistration.objects.values_list("turn", flat=True)) == [1, 2, 3]
    told = sorted(subjects(f"p{number}@example.org")[0] for number in range(3))
    assert told == ["You are on the waiting list", "You have a seat", "You have a seat"]


def test_a_seat_that_is_given_back_while_another_confirms_is_given_once(visit):
    leaves, _stays = make_registration(visit), make_registration(visit)
    first = make_registration(visit, email="first@example.org", language="en")
    comes = make_registration(visit, confirmed=False, email="comes@example.org", language="en")

    answers = at_once(lambda: cancel(leaves), lambda: confirm(comes))

    assert answers == [None, None]
    held = places_of(visit)
    assert (len(held.seated), held.waiting) == (2, (comes.pk,))
    assert first.pk in held.seated
    assert subjects("first@example.org")[-1] == "A seat is free for you"
    assert subjects("comes@example.org")[-1] == "You are on the waiting list"
