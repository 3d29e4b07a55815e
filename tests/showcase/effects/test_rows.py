"""Figures of a card and rows of the fact box."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from showcase.effects.rows import effect_figure, effect_row, strongest
from tests.factories import make_effect


def effect(**fields):
    made = make_effect(**fields)
    made.set_comparable()
    return made


def test_a_card_shows_what_a_measure_or_project_did_before_what_a_whole_site_did():
    site, measure = effect(scope="site"), effect(scope="measure")

    assert strongest([site, measure]) == [measure, site]


def test_a_card_shows_comparable_figures_before_shares():
    share = effect(quantity="water_reused", unit="percent", per="none", low=Decimal(50), high=None)
    energy = effect()

    assert strongest([share, energy]) == [energy, share]


def test_a_card_never_shows_expected_values_or_figures_of_other_dates():
    assert strongest([effect(evidence="design_or_expected"), effect(aside=True)]) == []


def test_a_card_shows_two_figures():
    assert len(strongest([effect(), effect(), effect()])) == 2


@pytest.mark.parametrize(
    ("language", "value", "unit"), [("zh-hans", "1,200", "吨标准煤/年"), ("en", "1,200", "tce a year (about 35.2 TJ)")]
)
def test_a_figure_speaks_the_reader_s_language(language, value, unit):
    with override(language):
        figure = effect_figure(effect())

    assert (figure.value, figure.unit) == (value, unit)


def test_a_share_is_named_by_what_it_is_of():
    with override("en"):
        share = effect_figure(effect(quantity="share", unit="percent", per="none", of_what_en="reuse of effluent"))
        relative = effect_figure(effect(unit="percent", per="none", of_what_en="heating"))

    assert share.label == "reuse of effluent"
    assert relative.label == "Energy saved · heating"


def test_a_row_keeps_the_original_print_period_scope_evidence_and_source():
    with override("en"):
        row = effect_row(effect(period="2024-08", scope="site", evidence="metered", source_number=3))

    assert (row.printed, row.printed_language, row.period) == ("年节约标准煤1200吨", "zh-hans", "August 2024")
    assert (row.scope_label, row.evidence, row.source_numbers) == ("whole site", "metered", (3,))
    assert row.converted == "about 35.2 TJ"


def test_a_figure_in_another_unit_stands_beside_the_common_one():
    kilowatt_hours = effect(
        quantity="electricity_saved", unit="kWh", low=Decimal(1_000_000), high=Decimal(1_000_000), basis="physical"
    )
    with override("en"):
        row = effect_row(kilowatt_hours)

    assert (row.value, row.unit) == ("1", "GWh a year")
    assert row.converted == "about 123 tce a year (about 3.6 TJ)"


def test_bars_are_drawn_only_where_both_absolute_values_are_published():
    only_after = effect(quantity="water_intensity", unit="m3/t", per="unit", after=Decimal(6))
    both = effect(quantity="water_intensity", unit="m3/t", per="unit", before=Decimal(9), after=Decimal(6))

    assert effect_row(only_after).before_after is None
    pair = effect_row(both).before_after
    assert pair is not None
    assert (pair.before, pair.after, pair.before_share, pair.after_share) == ("9", "6", 100, 67)


def test_a_quantity_that_may_go_either_way_says_which_way_it_went():
    intensity = {"quantity": "water_intensity", "unit": "percent", "per": "none", "direction": "reduced"}
    with override("en"):
        row = effect_row(effect(**intensity))
        saved = effect_row(effect())

    assert row.label == "Water per unit of product, reduced by"
    assert saved.label == "Energy saved"
