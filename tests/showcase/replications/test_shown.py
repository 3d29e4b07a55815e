"""What readers see of published reports: on the story, in counts, on enterprises, in the search."""

from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.index.drain import drain_patiently
from search.index.rebuild import rebuild
from showcase.enterprises.models import Enterprise
from showcase.replications.publishing import withdraw
from showcase.replications.reasons import Reason
from showcase.replications.uses import read_uses
from tests.caching import forget_caches
from tests.factories import make_case, make_enterprise, make_translation, make_user
from tests.hidden import MARK, restrict
from tests.showcase.replications.reports import DONE, PLANT, make_replication

pytestmark = pytest.mark.django_db

ENGLISH = "A heat exchanger was fitted to the stenter exhaust."
TECHNIQUE = "T02.01"


def shown(address: str) -> str:
    forget_caches()
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def story(**fields):
    return make_case(techniques=[TECHNIQUE], industries=["C1713"], **fields)


def test_successes_and_what_was_not_adopted_stand_apart():
    page = story()
    make_replication(page, "18.6 万kWh", text_zh="做成了。", year=2024)
    make_replication(page, outcome="not_adopted", reasons=["space", "economic"], text_zh="没有做成。")

    text = shown(page.get_url())

    done, not_done = text.split('id="not-adopted-title"')
    assert "做成了。" in done.split('id="replicated-title"')[1]
    assert "18.6 万千瓦时/年" in done
    assert "做成了。" not in not_done
    assert "没有做成。" in not_done
    labels = [str(reason.label) for reason in (Reason.ECONOMIC, Reason.SPACE)]
    assert not_done.index(labels[0]) < not_done.index(labels[1])
    assert text.count('class="report"') == 2


def test_the_english_page_shows_figures_and_reasons_and_no_chinese_text():
    page = story()
    english = make_translation(page)
    make_replication(page, "18.6 万kWh", plant_zh=PLANT, plant_en="Example Binhai Dyeing")
    make_replication(page, outcome="not_adopted", reasons=["space"], text_zh="没有做成。")
    make_replication(page, text_zh="又一家。", text_en=ENGLISH)

    reports = shown(english.get_url()).split('id="replicated-title"')[1].split('class="sources"')[0]

    for word in (DONE, PLANT, "没有做成", "又一家", "万kWh"):
        assert word not in reports
    assert "186 MWh a year" in reports
    assert "Example Binhai Dyeing" in reports
    assert "Space or logistics" in reports
    assert ENGLISH in reports
    assert reports.count("The description is in Chinese") == 2


def test_from_three_comparable_figures_on_their_spread_is_drawn():
    page = story()
    for amount in ("18.6 万kWh", "25 万kWh"):
        make_replication(page, amount)
    make_replication(page, "30 万kWh", is_example=True)
    assert 'class="strip"' not in shown(page.get_url())

    make_replication(page, "300 MWh")
    text = shown(make_translation(page).get_url())

    assert text.count('class="plot-dot"') == 3
    assert "Electricity saved: 3 plants, from 186 MWh a year to 300 MWh a year" in text
    assert "3 plants report that they did this too" in text


def test_counts_on_home_and_technique_leave_out_examples_and_what_was_not_adopted():
    page = story()
    for fields in ({}, {}, {"is_example": True}, {"outcome": "not_adopted", "reasons": ["space"]}):
        make_replication(page, **fields)

    for address in ("/en/", f"/en/techniques/{TECHNIQUE}/"):
        assert "2 reports of plants that did it too" in shown(address)
    assert [len(uses) for uses in read_uses().values()] == [3]


def test_the_enterprise_first_shown_sees_that_it_led_and_the_other_what_it_followed():
    first, second = make_enterprise("示例先行有限公司"), make_enterprise(PLANT, "Example Binhai Dyeing")
    page = story(title="示例余热案例", enterprises=[first])
    make_replication(page, enterprise=second, plant_zh=PLANT, plant_en="Example Binhai Dyeing", year=2024)
    make_replication(page)
    make_replication(page, enterprise=first, plant_zh=first.name_zh, plant_en=first.name_en)

    assert "Its cases were replicated 2 times by other plants" in shown(f"/en/enterprises/{first.number}/")
    followed = shown(f"/enterprises/{second.number}/")
    assert "示例余热案例" in followed
    assert "#report-" in followed
    assert f'href="/enterprises/{second.number}/"' in shown(page.get_url())


def test_a_plant_whose_record_is_not_public_is_named_no_longer():
    second = make_enterprise(PLANT, "Example Binhai Dyeing")
    page = story()
    make_replication(page, enterprise=second, plant_zh=PLANT, plant_en="Example Binhai Dyeing")
    assert PLANT in shown(page.get_url())

    Enterprise.objects.filter(pk=second.pk).update(live=False)

    text = shown(page.get_url())
    assert PLANT not in text
    assert DONE in text


def test_examples_are_marked_as_invented():
    page = story()
    make_replication(page, is_example=True)

    assert "Invented example: this plant does not exist" in shown(make_translation(page).get_url())


def places(page, second) -> list[str]:
    return [
        page.get_url(),
        "/en/",
        "/",
        f"/techniques/{TECHNIQUE}/",
        f"/enterprises/{second.number}/",
        f"/search/?q={MARK}",
        f"/search/?q={MARK}&format=json",
        "/search/?format=atom",
    ]


def test_what_was_taken_back_is_nowhere():
    second = make_enterprise(PLANT, "Example Binhai Dyeing")
    page = story()
    named = {"enterprise": second, "plant_zh": PLANT, "plant_en": "Example Binhai Dyeing"}
    row = make_replication(page, "18.6 万kWh", text_zh=f"{DONE}{MARK}", **named)
    rebuild()
    assert page.get_url() in shown(f"/search/?q={MARK}&format=json")

    withdraw(row, "该厂来函要求撤下", make_user("publisher"))
    drain_patiently()

    for address in places(page, second):
        text = shown(address)
        assert DONE not in text
        assert "#report-" not in text
        assert "did it too" not in text
    assert page.get_url() not in shown(f"/search/?q={MARK}&format=json")
    assert not read_uses()


def test_reports_of_a_hidden_story_are_hidden_with_it():
    second = make_enterprise(PLANT, "Example Binhai Dyeing")
    page = story()
    make_replication(page, enterprise=second, plant_zh=PLANT, plant_en="Example Binhai Dyeing")
    rebuild()
    assert "did it too" in shown("/en/")

    restrict(page)
    drain_patiently()

    for address in places(page, second)[1:]:
        text = shown(address)
        assert DONE not in text
        assert "#report-" not in text
        assert "did it too" not in text
    assert not read_uses()


def test_a_story_costs_the_same_queries_for_thirty_reports_as_for_two():
    page, second = story(), make_enterprise(PLANT, "Example Binhai Dyeing")
    industry = page.industry_items.get().tag
    add = partial(make_replication, page, "18.6 万kWh", "20 万kWh", industry=industry)

    def queries() -> int:
        shown(page.get_url())
        forget_caches()
        with CaptureQueriesContext(connection) as counted:
            Client().get(page.get_url())
        return len(counted)

    for _number in range(2):
        add(enterprise=second, plant_zh=PLANT, plant_en="Example Binhai Dyeing")
    two = queries()
    for _number in range(28):
        add(enterprise=second, plant_zh=PLANT, plant_en="Example Binhai Dyeing")

    assert queries() == two
