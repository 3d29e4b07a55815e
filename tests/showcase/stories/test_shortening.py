"""A text is shortened after a whole sentence, with its citations, and never to a bare heading."""

from portal.text.citations import Passage
from showcase.stories.outputs.shortening import shortened

LONG = Passage("p", "废气余热加热工艺水。[1][2]水温可达 55 °C！蒸汽梯级利用。[3]")


def test_what_fits_stays_whole() -> None:
    assert shortened([LONG, Passage("li", "反渗透回用。")], 100) == (LONG, Passage("li", "反渗透回用。"))


def test_the_last_passage_ends_after_a_sentence_and_its_citations() -> None:
    assert [passage.text for passage in shortened([LONG], 20)] == ["废气余热加热工艺水。[1][2] …"]


def test_a_passage_whose_first_sentence_is_too_long_is_left_out() -> None:
    assert shortened([Passage("p", "短句。"), LONG], 8) == (Passage("p", "短句。"),)


def test_a_heading_without_text_beneath_it_is_left_out() -> None:
    assert shortened([Passage("p", "短句。"), Passage("h3", "做法"), LONG], 10) == (Passage("p", "短句。"),)


def test_a_decimal_point_ends_no_sentence() -> None:
    english = Passage("p", "It saves 5.4 GWh a year.[1] It paid back in 2.5 years.")

    assert [passage.text for passage in shortened([english], 30)] == ["It saves 5.4 GWh a year.[1] …"]
