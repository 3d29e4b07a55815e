"""Figures of a case of other dates or scopes, drawn by date: what is drawn, what is not, and for whom."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from showcase.charts.dated import dated_charts
from tests import factories as make


def figure(tonnes, period, **fields):
    """A figure of the table of other dates and scopes, of another period."""
    return make.make_effect(low=Decimal(tonnes), high=Decimal(tonnes), period=period, **{"aside": True, **fields})


def conflicting():
    """Three savings of one plant in three scopes, not in the order of their dates."""
    return [
        figure(16000, "2024-08", scope="site"),
        figure(5000, "2023-07", scope="measure"),
        figure(6000, "2025", evidence="design_or_expected"),
    ]


def test_three_figures_of_one_unit_are_drawn_in_the_order_of_their_dates():
    (chart,) = dated_charts(conflicting(), "zh-hans")

    assert [(one.date, one.number) for one in chart.figures] == [
        ("2023年7月", "5,000"),
        ("2024年8月", "16,000"),
        ("2025年", "6,000"),
    ]
    assert (chart.unit, chart.count) == ("吨标准煤/年", 3)
    assert [one.is_expected for one in chart.figures] == [False, False, True]


def test_a_bound_and_a_range_are_written_as_published():
    ranged = make.make_effect(low=Decimal(100), high=Decimal(200), period="2022", aside=True)
    at_least = make.make_effect(low=Decimal(50), high=None, period="2021", aside=True)

    (chart,) = dated_charts([ranged, at_least, figure(300, "2023")], "en")

    assert [one.number for one in chart.figures] == ["at least 50", "100–200", "300"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"aside": False}, "a figure of the main table"),
        ({"period": ""}, "without a date"),
        ({"unit": "t"}, "of another unit"),
        ({"of_what_zh": "示例企业乙：余热回收"}, "of another plant"),
        ({"quantity": "share", "unit": "percent"}, "a share, of who knows what"),
    ],
)
def test_a_figure_that_is_not_of_the_same_kind_is_not_drawn_with_the_others(changed, why):
    first, second, third = conflicting()
    for name, value in changed.items():
        setattr(third, name, value)

    assert dated_charts([first, second, third], "zh-hans") == (), why


def test_figures_of_one_date_are_no_chart_by_date():
    assert dated_charts([figure(tonnes, "2023") for tonnes in (1, 2, 3)], "zh-hans") == ()


def addresses(case, language=""):
    return [f"{language}/charts/dates/{case.translation_key}-1.{form}" for form in ("svg", "csv")]


@pytest.mark.django_db
def test_a_case_shows_its_chart_and_both_files():
    case = make.make_case(effects=conflicting())
    page = Client().get(case.get_url()).content.decode()

    svg, table = (Client().get(address) for address in addresses(case))

    assert all(f'href="{address}"' in page for address in addresses(case))
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.count(b"<circle") == 3
    assert case.get_url() in svg.content.decode()
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["2023年7月", "2024年8月", "2025年"]


@pytest.mark.django_db
def test_a_private_case_a_draft_and_an_unknown_chart_have_no_files():
    private, draft = make.make_case(effects=conflicting()), make.make_case(effects=conflicting(), live=False)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    public = make.make_case(effects=conflicting())

    for address in (*addresses(private), *addresses(draft), addresses(public)[0].replace("-1.svg", "-2.svg")):
        assert Client().get(address).status_code == 404, address


@pytest.mark.django_db
def test_a_practice_whose_figures_are_of_several_plants_has_no_chart():
    practice = make.make_practice(effects=conflicting())

    assert Client().get(practice.get_url()).context["dated"] == ()
    assert Client().get(addresses(practice)[0]).status_code == 404
