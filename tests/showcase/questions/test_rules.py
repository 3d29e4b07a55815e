"""When a question may be published: only with a confirmed address, an answer and the consent of both."""

from dataclasses import replace

import pytest

from showcase.questions.rules import Obstacle, Standing, obstacles

READY = Standing(is_open=True, address_confirmed=True, has_answer=True, asker_agrees=True, answerer_agrees=True)


def test_nothing_keeps_a_question_from_publication_on_which_both_agree():
    assert obstacles(READY) == ()


@pytest.mark.parametrize(
    ("lacks", "why"),
    [
        ({"is_open": False}, Obstacle.CLOSED),
        ({"address_confirmed": False}, Obstacle.ADDRESS),
        ({"has_answer": False, "answerer_agrees": False}, Obstacle.NO_ANSWER),
        ({"asker_agrees": False}, Obstacle.ASKER),
        ({"answerer_agrees": False}, Obstacle.ANSWERER),
    ],
)
def test_each_lack_alone_keeps_it_back_and_is_named(lacks, why):
    assert obstacles(replace(READY, **lacks)) == (why,)
