"""Whatever an editor does, all four worker processes show soon.

The embedded index is written by the requests alone. Elasticsearch may not answer a request in time; the change waits
for the worker then, so it runs there.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from wagtail.models import Page, PageViewRestriction

from ops import ports
from search.index import current
from tests.factories import make_case, make_effect, make_enterprise, make_technology, section, technique
from tests.resilience.conftest import prepared
from tests.resilience.editors import Editor, publishing_form, session_of_publisher
from tests.sites import Site

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 55.0
"""Seconds a change may take to be seen: fewer than a page is cached or the worker takes to compare index and site."""
IN_A_ROW = 5
"""Answers that must agree: connections are new ones, so that the four workers take turns."""


@dataclass(frozen=True)
class Readers:
    """Readers of a served site."""

    port: int

    def hits(self, text: str) -> list[dict[str, Any]]:
        connection = HTTPConnection(ports.LOOPBACK, self.port, timeout=60)
        try:
            connection.request("GET", f"/search/?{urlencode({'q': text, 'format': 'json'})}")
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return [hit for hit in answer["hits"] if not hit["related"]]

    def soon(self, expected: object, see: Callable[[], object]) -> None:
        """All workers show it to whoever asks PATIENCE seconds from now, or later."""
        began, agreeing = time.monotonic(), 0
        while agreeing < IN_A_ROW:
            asked = time.monotonic() - began
            seen = see()
            agreeing = agreeing + 1 if seen == expected else 0
            assert agreeing or asked < PATIENCE, f"{seen}, not {expected}, {asked:.1f} s after the change"

    def find(self, text: str, *titles: str) -> None:
        """A search for the text shows these titles soon, and no others."""
        self.soon(set(titles), lambda: {hit["title"] for hit in self.hits(text)})


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)])
def readers(
    request: pytest.FixtureRequest, transactional_db: None, settings: Any, tmp_path: Path
) -> Iterator[tuple[Site, Readers]]:
    """A site with four worker processes, and its readers."""
    if request.param == "embedded":
        settings.SEARCH_URL = f"embedded://{tmp_path / 'search'}"
    else:
        from tests.search.contract.conftest import drop

        url = f"{request.getfixturevalue('elastic_url')}-fresh"
        request.addfinalizer(lambda: drop(url))  # noqa: PT021 - only where there is something to drop
        settings.SEARCH_URL = f"{url}?timeout=10"
    site = replace(prepared(tmp_path, settings.SEARCH_URL), port=ports.free())
    worker = site.working() if request.param == "elastic" else nullcontext()
    with site.serving(workers=4), worker:
        yield site, Readers(site.port)
    current.forget()


def test_whatever_an_editor_does_is_seen_at_once(readers: tuple[Site, Readers]) -> None:
    site, reader = readers
    editor = Editor(site.port, session_of_publisher(), [{**publishing_form("锅炉余压发电"), "cover": ""}])
    editor.join()
    reader.find("锅炉余压", "锅炉余压发电")

    enterprise = make_enterprise("示例甲印染有限公司")
    case = make_case("定型机废气余热回收", enterprises=[enterprise], techniques=["T05.03"])
    reader.find("定型机", "定型机废气余热回收")

    case.title, case.slug = "空压机群控节电", "air"
    case.effects.set([make_effect(low=Decimal(777), high=Decimal(777), printed="年节约标准煤777吨")], clear=True)
    case.save_revision().publish()
    reader.find("定型机")
    reader.soon([(f"{site.url}/cases/air/", [777.0])], lambda: _address_and_saving(reader.hits("空压机")))

    term = technique("T05.03")
    term.zh, term.aliases_zh = "逆流漂洗回用", []
    term.save()
    reader.find("逆流漂洗", "空压机群控节电")

    enterprise.name_zh = "示例乙新材料有限公司"
    enterprise.save()
    reader.find("示例乙新材料", "空压机群控节电")

    technology = make_technology("空压机热回收技术")
    restriction = PageViewRestriction.objects.create(page=section("cases"), restriction_type=PageViewRestriction.LOGIN)
    reader.find("空压机", "空压机热回收技术")
    Page.objects.get(pk=case.pk).move(Page.objects.get(pk=technology.pk), pos="last-child")
    reader.find("空压机", "空压机热回收技术", "空压机群控节电")
    restriction.delete()
    reader.find("锅炉余压", "锅炉余压发电")

    Page.objects.get(pk=case.pk).unpublish()
    reader.find("空压机", "空压机热回收技术")
    technology.delete()
    reader.find("空压机")


def _address_and_saving(hits: list[dict[str, Any]]) -> list[object]:
    return [(hit["url"], hit["amounts"].get("energy")) for hit in hits]
