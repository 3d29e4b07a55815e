"""Tags every template may load."""

import datetime as dt

import pytest
from django.utils.html import escape
from django.utils.translation import override
from wagtail.rich_text import RichText

from portal.templatetags.portal_tags import (
    chinese_marked,
    citations,
    cited_line,
    cited_text,
    icon,
    lang_attribute,
    machine_date,
    shown_date,
)
from portal.text.citations import OWN, cite
from portal.text.dates import PartialDate


def test_an_icon_is_hidden_from_screen_readers_and_points_into_the_sprite() -> None:
    drawn = icon("search", "ui-")
    assert 'aria-hidden="true"' in drawn
    assert "icons/sprite" in drawn
    assert "#icon-ui-search" in drawn


def test_no_icon_is_drawn_for_a_term_without_one() -> None:
    assert icon("") == ""


def test_an_icon_name_cannot_break_out_of_its_attribute() -> None:
    assert '"><b>' not in icon('"><b>')


@pytest.mark.parametrize(
    ("page", "text", "attribute"), [("en", "zh-hans", ' lang="zh-hans"'), ("en", "en", ""), ("en", "", "")]
)
def test_a_text_in_another_language_says_so(page: str, text: str, attribute: str) -> None:
    with override(page):
        assert lang_attribute(text) == attribute


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("removed: 停产", 'removed: <span lang="zh-hans">停产</span>'),
        (
            "from 示例厂（一） to 二厂",
            'from <span lang="zh-hans">示例厂（一）</span> to <span lang="zh-hans">二厂</span>',
        ),
        ("removed: 2023年起停产，A区拆除。", 'removed: 2023<span lang="zh-hans">年起停产，A区拆除。</span>'),
        ("no reason stated", "no reason stated"),
        ("<b>停产</b>", '&lt;b&gt;<span lang="zh-hans">停产</span>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_chinese_words_in_an_english_sentence_say_so_and_in_a_chinese_one_stay_plain(text: str, marked: str) -> None:
    with override("en"):
        assert chinese_marked(text) == marked
    with override("zh-hans"):
        assert chinese_marked(text) == escape(text)


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (PartialDate(2025, 7), "2025年7月", "July 2025"),
        (dt.date(2025, 7, 1), "2025年7月1日", "1 July 2025"),
        ("2024-08-10", "2024年8月10日", "10 August 2024"),
        ("date not stated", "date not stated", "date not stated"),
        (None, "", ""),
    ],
)
def test_a_date_is_shown_as_the_language_writes_it(value: PartialDate | str, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert shown_date(value) == chinese
    with override("en"):
        assert shown_date(value) == english


def test_a_date_for_machines_keeps_its_precision() -> None:
    assert machine_date("2024-08") == "2024-08"
    assert machine_date(PartialDate(2023)) == "2023"
    assert machine_date(dt.datetime(2025, 7, 1, 12, 30, tzinfo=dt.UTC)) == "2025-07-01"
    assert machine_date("date not stated") == ""


def test_citations_link_to_the_list_of_sources() -> None:
    cited = citations({}, [1, 3])
    assert cited.index('href="#source-1"') < cited.index('href="#source-3"')
    assert "〔3〕</a>" in cited


def test_no_citation_is_drawn_without_a_number() -> None:
    assert citations({}, None) == "" == citations({}, [])


def test_a_citation_stands_where_it_was_written_with_the_number_of_its_source() -> None:
    text = RichText(f"<p>One{cite(7)}, two.</p>")

    assert "One<a" in cited_text({"source_numbers": {7: 2}}, text)
    assert "〔2〕</a>, two." in cited_text({"source_numbers": {7: 2}}, text)


def test_a_citation_of_a_source_that_is_not_there_is_no_link() -> None:
    shown = cited_text({"source_numbers": {1: 1}}, RichText(f"<p>One{cite(7)}</p>"))

    assert "〔?〕" in shown
    assert "href" not in shown


def test_the_portals_own_explanation_is_marked() -> None:
    assert 'class="own-note"' in cited_text({}, RichText(f"<p>General.{cite(OWN)}</p>"))
    assert 'class="own-note"' in cited_line({}, "General.", [], own=True)
    assert 'class="own-note"' not in cited_line({}, "Stated.", [1])
