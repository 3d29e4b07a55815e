"""Portal numbers are permanent: each is given once, to one bearer, also to two who ask at the same moment."""

import pytest

from showcase.enterprises.models import take_numbers
from showcase.models import Enterprise
from tests import factories
from tests.at_once import at_once


@pytest.mark.django_db
def test_a_number_does_not_come_back_after_its_enterprise_is_deleted():
    first, second = factories.make_enterprise(), factories.make_enterprise()
    given = second.number
    second.delete()

    third = factories.make_enterprise()

    assert (given - first.number, third.number - given) == (1, 1)


@pytest.mark.django_db
def test_a_record_that_brings_its_own_number_keeps_it_and_is_counted():
    own = factories.make_enterprise(number=500)

    assert own.number == 500
    assert factories.make_enterprise().number == 501
    assert take_numbers(3) == range(502, 505)


@pytest.mark.django_db(transaction=True)
def test_editors_who_add_enterprises_at_the_same_moment_get_one_number_each():
    factories.make_enterprise()  # makes the terms that all need

    made = at_once(*[factories.make_enterprise] * 4)

    assert [type(one) for one in made] == [Enterprise] * 4
    assert len({one.number for one in made}) == 4
