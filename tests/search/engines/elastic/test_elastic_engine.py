"""What only this engine has, on a real node; what both engines must do is in the contract suite."""

import threading
import time

import pytest
from elastic_transport import Transport

from search.core.clauses import AnyOf, Codes, Everything, Term, Weighted
from search.core.engine import EngineRequest, Order, Remove, SearchUnavailable, State
from search.core.facets import FACETS
from tests.search.engines.elastic_samples import EVERY, elastic_title, ids, put, serving_index

pytestmark = pytest.mark.elastic

BY_HEAT = AnyOf((Weighted(Term("title_zh", "余热"), 1.5), Term("body_zh", "余热")))


@pytest.fixture
def requests(monkeypatch):
    """Method and path of every request sent."""
    sent = []
    send = Transport.perform_request

    def noted(self, method, target, **rest):
        sent.append(f"{method} {target.partition('?')[0]}")
        return send(self, method, target, **rest)

    monkeypatch.setattr(Transport, "perform_request", noted)
    return sent


def test_nothing_is_asked_of_the_node_before_the_first_call(requests, open_elastic):
    open_elastic()

    assert requests == []


def test_one_ask_is_one_search_and_several_are_one_msearch(elastic, fill, requests):
    fill(elastic, [put(1), put(2)])
    requests.clear()

    elastic.search([EVERY])
    assert [request.rpartition("/")[2] for request in requests] == ["_search"]

    requests.clear()
    several = elastic.search([EVERY, EngineRequest(Codes("id", ("story-0001",)))])
    assert requests == ["POST /_msearch"]
    assert [response.total for response in several] == [2, 1]

    requests.clear()
    assert elastic.search([]) == []
    assert requests == []


def test_the_mapping_refuses_what_it_does_not_know(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1)])
    index = serving_index(elastic_client, elastic_address)
    mapping = elastic_client.indices.get_mapping(index=index)[index]["mappings"]
    settings = elastic_client.indices.get_settings(index=index, flat_settings=True)[index]["settings"]

    assert mapping["dynamic"] == "strict"
    assert {facet.index_field for facet in FACETS} <= set(mapping["properties"])
    assert all(mapping["properties"][f.index_field] == {"type": "keyword"} for f in FACETS)
    assert mapping["properties"]["record"] == {"type": "object", "enabled": False}
    assert settings["index.refresh_interval"] == "1s"
    assert settings["index.gc_deletes"] == "2h"
    assert settings["index.number_of_shards"] == "1"


def test_only_the_record_is_kept_to_be_read_back(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1, names=("某厂",))])

    kept = elastic_client.get(index=serving_index(elastic_client, elastic_address), id="story-0001")["_source"]

    assert kept == {"record": put(1, names=("某厂",)).record.to_dict()}


def test_facets_of_thousands_of_values_are_not_cut(elastic, fill):
    codes = tuple(f"{code:06d}" for code in range(350000, 353000))
    fill(elastic, [put(1, codes={"region": codes})])

    (response,) = elastic.search([EngineRequest(Everything(), facets=("code_region", "code_level"))])

    assert response.counts == {"code_region": dict.fromkeys(codes, 1), "code_level": {}}


def test_a_page_deeper_than_ten_thousand_is_answered(elastic, fill):
    fill(elastic, [put(1)])

    (response,) = elastic.search([EngineRequest(Everything(), offset=12_000, limit=20)])

    assert (response.total, response.hits) == (1, ())


def test_several_shards_rank_as_one_does(open_elastic, fill):
    titles = ["节水", "余热回收"]
    puts = [put(n, title=titles[n % 7 == 0], body="余热 " * (n % 5) + "废气" * 9) for n in range(60)]
    request = EngineRequest(Everything(), rank=BY_HEAT, order=Order.SCORE, limit=60)
    one, several = open_elastic("?timeout=30"), open_elastic("?timeout=30&shards=3")
    fill(one, puts)
    (expected,) = one.search([request])

    assert several.status().state is State.OUTDATED
    fill(several, puts)
    (response,) = several.search([request])
    (again, _) = several.search([request, EVERY])

    assert ids(response) == ids(expected) == ids(again)
    assert [f.score for f in response.hits] == pytest.approx([f.score for f in expected.hits])


def test_versions_are_read_over_several_pages(elastic, fill, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.reading.PAGE", 7)
    fill(elastic, [put(n, version=n) for n in range(1, 31)])

    assert dict(elastic.versions()) == {f"story-{n:04d}": n for n in range(1, 31)}


def test_a_batch_of_more_than_one_bulk_request_is_applied_whole(elastic, fill, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.writing.BATCH", 10)
    fill(elastic, [put(1)])

    elastic.apply([*[put(n, version=2) for n in range(2, 40)], Remove("story-0001", 2)])

    assert elastic.status().records == 38


def test_a_change_is_made_within_a_second(open_elastic, fill):
    engine = open_elastic("?timeout=10")
    fill(engine, [put(n) for n in range(50)])
    took = []
    for version in range(2, 7):
        began = time.monotonic()
        engine.apply([put(1, version=version, title=f"改{version}")])
        took.append(time.monotonic() - began)

    assert min(took) < 1
    assert elastic_title(engine) == "改6"


def test_many_threads_ask_and_apply_at_once(elastic, fill):
    fill(elastic, [put(n) for n in range(20)])
    failed = []

    def work(number):
        try:
            for version in range(2, 6):
                elastic.apply([put(number, version, title=f"改{version}")])
                elastic.search([EVERY, EVERY])
        except SearchUnavailable as trouble:
            failed.append(trouble)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert dict(elastic.versions()) == {f"story-{n:04d}": 5 if n < 8 else 1 for n in range(20)}
