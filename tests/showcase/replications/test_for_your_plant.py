"""Reports of plants count where an engineer asks what fits their plant."""

import pytest

from showcase.for_your_plant.ranking.facts import Features, Plant
from showcase.for_your_plant.reading import read_known
from showcase.for_your_plant.reported import reported_uses
from showcase.models import Industry
from tests.factories import industry, make_technology
from tests.hidden import restrict
from tests.showcase.replications.reports import make_replication

pytestmark = pytest.mark.django_db


def test_reports_speak_for_and_against_a_measure_unless_they_are_invented_or_hidden():
    measure, hidden = make_technology(techniques=["T02.01"]), make_technology(techniques=["T02.01"])
    industry("C17")
    textiles = Industry.objects.get(code="C17")
    make_replication(measure, "18.6 万kWh", industry=textiles)
    make_replication(measure, outcome="not_adopted", reasons=["space"])
    make_replication(measure, is_example=True)
    make_replication(hidden)
    restrict(hidden)

    uses = sorted(reported_uses(), key=lambda use: use.adopted)

    assert [(use.story, use.adopted, use.industries) for use in uses] == [
        (measure.pk, False, ()),
        (measure.pk, True, ("C17",)),
    ]
    asked = Plant(Features(industries=frozenset({"C17"})))
    supported = {found.key: support for found, support in read_known().index.supported(asked)}
    assert (supported[measure.pk].near, supported[measure.pk].not_adopted) == (1, 1)
    assert hidden.pk not in supported
