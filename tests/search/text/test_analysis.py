"""The definition of a term."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import analysis
from search.text.analysis import MARKER, normalise, normalise_aligned, pieces, segments, terms, words


def test_a_han_run_gives_overlapping_pairs_words_and_characters():
    found = terms("印染废水")
    assert found.tokens == ["印染", "染废", "废水"]
    assert found.words == ["印染", "废水"]
    assert found.characters == ["印", "染", "废", "水"]


def test_a_single_han_character_gives_itself():
    assert terms("碳,CO₂").tokens == ["碳", "co2"]


@pytest.mark.parametrize(
    ("text", "same"), [("餘熱回收", "余热回收"), ("ＷＨＲ", "whr"), ("㎡", "m2"), ("Ⅲ", "iii"), ("ﬁne", "fine")]
)
def test_forms_of_one_text_give_the_same_tokens(text: str, same: str):
    assert terms(text).tokens == terms(same).tokens


def test_control_direction_and_surrogate_characters_are_spaces():
    assert terms("heat\x00pump\u202eheat\ud800pump").tokens == ["heat", "pump", "heat", "pump"]


def test_english_words_are_stemmed_and_stop_words_left_out():
    assert terms("The recoveries of the heating").tokens == terms("recovery heat").tokens == ["recoveri", "heat"]


@pytest.mark.parametrize(
    "text",
    ["闽工信规〔2025〕3号", "闽工信规[2025]3号", "闽工信规（2025）3号", "閩工信規【2025】第3號", "闽工信规<2025> 3 号"],
)
def test_a_document_number_is_one_token_in_every_form_of_brackets(text: str):
    assert terms(text).tokens == ["闽工", "工信", "信规", "〔2025〕3号", "2025"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("GB/T 23331-2020", ["gb/t23331-2020", "gb/t23331", "23331"]),
        ("gbt23331", ["gb/t23331", "23331"]),
        ("GB 17167—2006", ["gb17167-2006", "gb17167", "17167"]),
        ("ISO 50001:2018", ["iso50001-2018", "iso50001", "50001"]),
        ("DB35/T 1234-2020", ["db35/t1234-2020", "db35/t1234", "1234"]),
        ("FZ/T 01002", ["fz/t01002", "01002"]),
    ],
)
def test_a_standard_is_found_whole_without_its_year_and_by_its_number(text: str, tokens: list[str]):
    assert terms(text).tokens == tokens


def test_a_credit_code_is_one_token():
    assert terms("代码91350582MA00000A1X。").tokens == ["代码", "91350582ma00000a1x"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("5,000kWh", ["5000", "kwh"]),
        ("3.6万", ["3.6", "万"]),
        ("T02.01", ["t02.01"]),
        ("C17", ["c17"]),
        ("PM2.5", ["pm2.5"]),
    ],
)
def test_numbers_and_codes_stay_whole(text: str, tokens: list[str]):
    assert terms(text).tokens == tokens


@given(st.text())
def test_no_text_fails_and_no_token_holds_a_space_or_is_a_mark_of_the_index(text: str):
    found = terms(text)
    for token in [*found.tokens, *found.words, *found.characters]:
        assert token
        assert not any(character.isspace() for character in token)
        assert token not in (MARKER, "¶")


@given(st.text(alphabet="余热回收aB1 ．，ﬁ㎡é́\x00\u202e", max_size=40))
def test_aligned_normalising_points_every_character_to_where_it_came_from(text: str):
    normalised, origin = normalise_aligned(text)
    assert len(normalised) == len(origin)
    assert list(origin) == sorted(origin)
    for index, character in zip(origin, normalised, strict=True):
        assert character in normalise(text[index])


@given(st.text())
def test_pieces_stand_in_their_text_in_order(text: str):
    normalised, last = normalise(text), 0
    for piece in pieces(normalised):
        assert normalised[piece.start : piece.end] == piece.text
        assert last <= piece.start < piece.end
        last = piece.end


def test_segments_joined_give_the_run():
    run = "定型机废气余热回收利用"
    assert "".join(analysis.segments(run)) == run


def test_the_version_is_the_same_in_another_process_and_names_rules_and_libraries():
    command = "from search.text.analysis import ANALYSIS_VERSION; print(ANALYSIS_VERSION)"
    other = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, timeout=60)
    assert other.stdout.strip() == analysis.ANALYSIS_VERSION


def test_the_version_changes_with_a_rule(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(analysis, "STOP_WORDS", analysis.STOP_WORDS | {"recovery"})
    assert analysis._version() != analysis.ANALYSIS_VERSION


def test_the_version_changes_with_a_library(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(analysis, "version", lambda _: "0")
    assert analysis._version() != analysis.ANALYSIS_VERSION


def test_words_that_no_dictionary_has_are_cut_by_their_characters_probability():
    (piece,) = pieces(normalise("杭研大厦"))

    assert segments("杭研大厦") == ["杭研", "大厦"]
    assert list(words(piece)) == ["杭研", "大厦"]


def test_the_version_of_the_analysis_is_twelve_characters_that_change_with_its_revision(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert analysis._version() == analysis.ANALYSIS_VERSION
    assert len(analysis.ANALYSIS_VERSION) == 12
    monkeypatch.setattr(analysis, "REVISION", 0)
    assert analysis._version() != analysis.ANALYSIS_VERSION
