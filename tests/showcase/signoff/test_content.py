"""What an enterprise confirms is told apart by one hash: every word and figure counts, nothing else does."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.signoff.content import content_digest

CONTENT = {
    "pk": 7,
    "title": "余热回收",
    "slug": "heat",
    "summary": "回收定型机余热。",
    "body": '[{"type": "text", "id": "a", "value": "<p>改造。</p>"}]',
    "effects": [
        {
            "pk": 3,
            "page": 7,
            "sort_order": 0,
            "uid": "u",
            "printed": "年节电186万kWh",
            "low": "1860000",
            "of_what_en": "",
        }
    ],
    "sources": [{"pk": 1, "page": 7, "number": 1, "title": "报告", "title_en": ""}],
    "finding_answers": [],
    "live": False,
    "go_live_at": None,
    "wagtail_admin_comments": [],
    "evidence_items": [{"document": 4}],
}
SAID = [("title",), ("summary",), ("body",), ("effects", 0, "printed"), ("effects", 0, "low"), ("sources", 0, "title")]
UNSAID = [
    *[("pk",), ("slug",), ("live",), ("go_live_at",), ("wagtail_admin_comments",), ("evidence_items",)],
    *[("effects", 0, "pk"), ("effects", 0, "sort_order"), ("effects", 0, "uid"), ("sources", 0, "page")],
    *[("sources", 0, "title_en_for"), ("sources", 0, "publisher_en_for")],
    *[("sources", 0, "title_en"), ("effects", 0, "of_what_en"), ("finding_answers",)],
]


def changed(path, value):
    content = copy.deepcopy(CONTENT)
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return content


@pytest.mark.parametrize("path", SAID)
@given(value=st.text(max_size=20))
def test_another_word_or_figure_is_another_version(path, value):
    same = changed(path, value) == CONTENT

    assert (content_digest(changed(path, value)) == content_digest(CONTENT)) is same


@pytest.mark.parametrize("path", UNSAID)
@given(value=st.one_of(st.text(max_size=20), st.integers(), st.none()))
def test_places_states_times_and_ids_of_rows_change_no_version(path, value):
    assert content_digest(changed(path, value)) == content_digest(CONTENT)


def test_a_figure_more_or_less_is_another_version():
    fewer = {**CONTENT, "effects": []}
    more = {**CONTENT, "effects": CONTENT["effects"] * 2}

    assert len({content_digest(content) for content in (CONTENT, fewer, more)}) == 3
