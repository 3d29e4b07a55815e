"""The invented visits of the demonstration: one to come that receives registrations, one that is over."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from portal.text.chinese_text import han_count
from showcase.demo import seeding
from showcase.demo.reading.files import DemoFiles
from showcase.models import VisitPage
from showcase.visits.cards import visit_cards
from tests.showcase.demo.seeded import english_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_the_visits_are_invented_bilingual_and_seeded_once(all_files: DemoFiles, client: Client) -> None:
    hosts = {visit.host for visit in all_files.visits}
    enterprises = tuple(unit for unit in all_files.enterprises if unit.is_example)
    files = DemoFiles(stories=(), enterprises=enterprises, lists=(), pages=(), profiles=(), visits=all_files.visits)
    made = seeding.seed(files).made
    visits = VisitPage.objects.filter(locale=Locale.get_default())

    assert [key for key in made if key.startswith("visit ")] == [f"visit {visit.slug}" for visit in files.visits]
    assert hosts <= {unit.key for unit in enterprises}
    assert all(visit.is_example and visit.title.startswith("【示例】") for visit in visits)
    assert {visit.ends_at > timezone.now() for visit in visits} == {True, False}
    for visit in visits:
        english = english_of(visit)
        assert not any(
            han_count(text) for text in (english.title, english.introduction, english.address, english.price)
        )
        assert client.get(english.get_url()).status_code == 200
    coming = visit_cards(VisitPage.objects.sources().published().ending_after(timezone.now()))
    assert [card.state for card in coming] == ["open"]

    assert not [key for key in seeding.seed(files).made if key.startswith("visit ")]
