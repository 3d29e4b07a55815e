"""What of an English page is not finished: pure."""

import datetime as dt

from portal.text.chinese_text import Passage
from portal.translation.comparing import Kind, State, Text, Unfinished, open_texts, unfinished_in

DAY = dt.datetime(2026, 5, 3, tzinfo=dt.UTC)
OLD = Text("body.1", "年节约1200吨。", "It saves 1,200 t.")
KEPT = Text("body.1", "年节约1300吨。", "It saves 1,200 t.", State.KEPT, DAY, 7)
DONE = Text("title", "题目", "Title")


def page(*texts: str, place: str = "body.1") -> list[Passage]:
    return [Passage(place, text) for text in texts]


def test_a_page_of_finished_texts_has_nothing_unfinished() -> None:
    assert unfinished_in(page("Title", place="title"), [DONE], []) == ()


def test_a_kept_text_is_outdated_with_both_chinese_texts() -> None:
    (found,) = unfinished_in(page("It saves 1,200 t."), [KEPT], [OLD])
    assert found == Unfinished(Kind.OUTDATED, "body.1", "年节约1300吨。", "It saves 1,200 t.", "年节约1200吨。", DAY, 7)


def test_an_older_revision_with_english_that_was_replaced_since_is_outdated() -> None:
    now = Text("body.1", "年节约1300吨。", "It saves 1,300 t.", State.FINISHED, DAY, 8)
    (found,) = unfinished_in(page("It saves 1,200 t."), [now], [OLD])
    assert (found.kind, found.chinese, found.former, found.key) == (
        Kind.OUTDATED,
        "年节约1300吨。",
        "年节约1200吨。",
        None,
    )


def test_english_that_was_confirmed_for_the_new_chinese_is_finished() -> None:
    confirmed = Text("body.1", "年节约1300吨。", "It saves 1,200 t.", State.FINISHED)
    assert unfinished_in(page("It saves 1,200 t."), [confirmed], [OLD]) == ()


def test_a_text_that_moved_to_another_place_is_finished_there() -> None:
    moved = Text("body.2", "年节约1200吨。", "It saves 1,200 t.")
    assert unfinished_in(page("It saves 1,200 t."), [moved], [OLD]) == ()


def test_what_a_machine_made_is_unfinished() -> None:
    made = Text("body.1", "节能。", "Saves energy.", State.MACHINE, DAY, 3)
    (found,) = unfinished_in(page("Saves energy."), [made], [])
    assert (found.kind, found.since) == (Kind.MACHINE, None)


def test_markup_and_entities_make_no_difference() -> None:
    done = Text("body.1", "甲", "Heat <b>&amp;</b> power")
    assert unfinished_in(page("Heat &amp; power"), [done], []) == ()


def test_a_text_that_an_editor_wrote_by_hand_is_not_judged() -> None:
    assert unfinished_in(page("Something else."), [KEPT], [OLD]) == ()


def test_the_open_texts_are_those_without_english_kept_and_machine_made_in_their_order() -> None:
    made = Text("body.2", "节能。", "Saves energy.", State.MACHINE, DAY, 3)
    broken = Text("body.3", "坏", "<b>x", State.BROKEN)
    found = open_texts([DONE, KEPT, made, broken, Text("body.4", "新", state=State.MISSING)], [OLD])
    assert [(one.kind, one.chinese) for one in found] == [
        (Kind.OUTDATED, "年节约1300吨。"),
        (Kind.MACHINE, "节能。"),
        (Kind.MISSING, "坏"),
        (Kind.MISSING, "新"),
    ]


def test_a_reason_ends_when_the_chinese_is_changed_again() -> None:
    one = Unfinished(Kind.OUTDATED, "body.1", "年节约1300吨。", "It saves 1,200 t.")
    again = Unfinished(Kind.OUTDATED, "body.1", "年节约1400吨。", "It saves 1,200 t.")
    assert one.digest != again.digest


def test_a_reason_outlives_a_new_block_id() -> None:
    one = Unfinished(Kind.OUTDATED, "body.1", "甲", "A")
    assert one.digest == Unfinished(Kind.OUTDATED, "body.9", "甲", "A", "乙", DAY, 4).digest
