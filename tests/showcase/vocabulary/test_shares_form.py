"""The form of an industry refuses shares that no whole could have."""

from typing import Any

import pytest
from django.http import QueryDict

from showcase.models import Industry
from showcase.vocabulary.admin import VocabularyGroup
from tests import factories as make

pytestmark = pytest.mark.django_db


def form_with(*percents: str, source: int = 1) -> Any:
    """The form as posted with one source and these shares of one whole."""
    industry = make.industry("C17")
    data = {
        "zh": "纺织业",
        "en": "Textiles manufacturing",
        "aliases_zh": "",
        "aliases_en": "",
        "profile_zh": "",
        "profile_en": "",
    }
    for relation, number in (("sources", 1), ("shares", len(percents))):
        counts = {"TOTAL": number, "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000}
        data |= {f"{relation}-{name}_FORMS": str(count) for name, count in counts.items()}
    data |= {"sources-0-number": "1", "sources-0-kind": "press", "sources-0-publisher": "学会", "sources-0-title": "题"}
    for n, percent in enumerate(percents):
        row = {"whole_zh": "热", "whole_en": "heat", "part_zh": f"部分{n}", "part_en": f"part {n}", "bound": "about"}
        row |= {"percent": percent, "number": str(source), "ORDER": str(n + 1)}
        data |= {f"shares-{n}-{name}": value for name, value in row.items()}
    posted = QueryDict(mutable=True)
    posted.update(data)
    (view_set,) = [one for one in VocabularyGroup.items if one.model is Industry]
    return view_set.get_edit_handler().get_form_class()(posted, instance=industry)


def test_parts_of_a_whole_are_saved_in_their_order():
    form = form_with("30", "60")

    assert form.is_valid(), (form.errors, form.formsets["shares"].errors)
    form.save()

    shares = Industry.objects.get(code="C17").shares.all()
    assert [(share.part_zh, share.percent) for share in shares] == [("部分0", 30), ("部分1", 60)]


@pytest.mark.parametrize(("percents", "source"), [(("60", "41"), 1), (("60",), 2)])
def test_more_than_the_whole_and_a_source_that_is_not_there_are_refused(percents: tuple[str, ...], source: int):
    form = form_with(*percents, source=source)

    assert not form.is_valid()
    assert len(form.non_field_errors()) == 1


def test_a_share_of_nothing_is_refused_in_its_row():
    form = form_with("0")

    assert not form.is_valid()
    assert "percent" in form.formsets["shares"].errors[0]
