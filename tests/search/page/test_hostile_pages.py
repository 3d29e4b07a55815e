"""Whatever is asked of the pages, the answer is a page, a document or a clear refusal.

A few hundred of what `python -m bench.hostile` asks in thousands.
"""

from itertools import islice

import pytest
from django.test import Client

from bench.hostile import CLEAR, pages
from bench.nasty import Nasty, queries
from tests.factories import make_announcement, make_case, make_enterprise, make_translation

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def content() -> None:
    """Two stories in both languages and a list."""
    enterprise = make_enterprise("示例甲印染有限公司")
    make_translation(make_case("定型机废气余热回收", enterprises=[enterprise]), "Heat recovered from stenter exhaust")
    make_translation(make_case("空压机群控节电"), "Compressors under one control")
    make_announcement(entries=[enterprise, "示例乙有限公司"], live=True)


def test_hostile_parameters_get_an_answer_or_a_clear_refusal(client: Client, content: None) -> None:
    def fetch(nasty: Nasty) -> int:
        answer = client.get(nasty.address_path, QUERY_STRING=nasty.query_string, headers=nasty.headers)
        if answer.streaming:
            list(answer.streaming_content)
        assert answer.status_code < 400 or answer.streaming or answer.content
        return answer.status_code

    found = pages(islice(queries(), 250), fetch)

    assert found["broken"] == []
    assert {int(status) for status in found["statuses"]} <= CLEAR


RAW = ["q=%FF%FE%00", "q=%", "&&&==&q", "q[]=1&q[a]=2", "%00=%00", "q=" + "%28" * 5_000, "q=a&" * 999 + "q=b"]


@pytest.mark.parametrize("path", ["/search/", "/search/suggest/", "/register/"])
def test_a_query_string_that_is_none_is_answered(client: Client, path: str) -> None:
    assert {client.get(path, QUERY_STRING=raw).status_code for raw in RAW} <= CLEAR


@pytest.mark.parametrize("path", ["/search/", "/search/suggest/", "/register/"])
def test_more_parameters_than_django_takes_are_refused(client: Client, path: str) -> None:
    assert client.get(path, QUERY_STRING="q=a&" * 10_001).status_code == 400
