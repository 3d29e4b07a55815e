"""What bench.speed asks and how it counts; the run itself takes minutes and is started by `make bench`."""

import datetime as dt

import pytest

from bench.collection import language_of
from bench.timing import figures, timed, worked
from bench.workload import FILTERS, Question, hostile, questions
from search.core.record import Record, RecordText


@pytest.fixture
def records() -> list[Record]:
    return [
        Record(
            id=f"r{n}",
            texts={
                "zh-hans": RecordText("余热回收", "", f"定义\n产品{n}"),
                "en": RecordText("x", "", f"text\nPipe {n}"),
            },
            codes={"industry": ("C17",), "technique": ("T02",), "region": ("990000",), "year": (str(1990 + n),)},
            names=(f"AM{n}",),
            date=dt.date(1990 + n, 1, 1),
        )
        for n in range(9)
    ] + [Record(id="bare", texts={"en": RecordText("x", "", "x")}, names=("AM9",))]


def test_percentiles_are_of_the_times_themselves():
    found = figures([float(n) for n in range(1, 101)])
    assert (found["p50"], found["p95"], found["max"]) == (50.5, 95.05, 100)
    assert figures([7.0]) == {"p50": 7, "p95": 7, "p99": 7, "max": 7}


def test_a_call_is_timed_and_its_answer_kept():
    took, answer = timed(lambda: "found")
    assert (took >= 0, answer) == (True, "found")
    took, work, answer = worked(lambda: "found")
    assert (took >= 0, work >= 0, answer) == (True, True, "found")


def test_each_text_is_asked_without_a_filter_with_one_and_with_three(records: list[Record]):
    asked = questions(records, 30)
    assert [question.filters for question in asked] == list(FILTERS) * 30
    for question in asked:
        assert sum(map(len, question.query.choices.values())) == question.filters


def test_the_same_records_give_the_same_questions(records: list[Record]):
    assert questions(records, 30) == questions(records, 30)


def test_texts_vary_in_language_and_kind(records: list[Record]):
    texts = {question.query.text for question in questions(records, 100)}
    assert {language_of(text) for text in texts if text} == {"zh-hans", "en"}
    assert "" in texts
    assert len(texts) > 80


def test_an_address_says_what_is_asked(records: list[Record]):
    question = Question("en", 1, (("q", "waste heat"), ("year", "1990")))
    assert question.address == "/en/search/?q=waste+heat&year=1990"
    assert question.query.chosen("year") == ("1990",)


@pytest.mark.parametrize("question", hostile(), ids=lambda question: repr(question.params[0][1][:12]))
def test_what_is_hostile_is_still_a_query(question: Question):
    assert len(question.query.text) <= 200
