"""Trouble of the cluster, as the one exception that callers know."""

import json
import time

import pytest

from search.core.clauses import Everything
from search.core.engine import EngineRequest, Remove, SearchUnavailable, State
from search.engines.elastic import open_url
from search.engines.elastic.layout import Layout
from tests.search.engines.elastic_samples import EVERY, answering, closed_port, put

CALLS = {
    "search": lambda engine: engine.search([EVERY]),
    "search several": lambda engine: engine.search([EVERY, EngineRequest(Everything())]),
    "records": lambda engine: engine.records(["story-0001"]),
    "apply": lambda engine: engine.apply([put(1), Remove("story-0002", 1)]),
    "digests": lambda engine: engine.digests(["story-0001"]),
    "highest version": lambda engine: engine.highest_version(),
    "versions": lambda engine: list(engine.versions()),
    "rebuild": lambda engine: engine.rebuild(),
}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


def error(kind, status, reason="said the cluster"):
    cause = {"type": kind, "reason": reason}
    return json.dumps({"error": {"root_cause": [cause], **cause}, "status": status}).encode()


@every_call
def test_a_closed_port_is_unreachable_at_once(call):
    engine = open_url(f"http://127.0.0.1:{closed_port()}/site?timeout=60")
    began = time.monotonic()

    with pytest.raises(SearchUnavailable) as trouble:
        call(engine)

    assert trouble.value.reason == "unreachable"
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("call", [CALLS["search"], CALLS["search several"], CALLS["apply"], CALLS["records"]])
def test_a_hanging_node_costs_no_more_than_the_timeout(call):
    with answering(200, wait=60) as url:
        engine = open_url(f"{url}?timeout=0.4")
        began = time.monotonic()

        with pytest.raises(SearchUnavailable) as trouble:
            call(engine)

        assert trouble.value.reason == "unreachable"
        assert "no answer in time" in trouble.value.detail
        assert time.monotonic() - began < 30


@every_call
@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (429, "es_rejected_execution_exception", "busy"),
        (503, "no_shard_available_action_exception", "busy"),
        (403, "cluster_block_exception", "busy"),
        (401, "security_exception", "unreachable"),
        (403, "security_exception", "unreachable"),
        (502, "", "unreachable"),
        (500, "corrupt_index_exception", "damaged"),
        (400, "illegal_argument_exception", "damaged"),
    ],
)
def test_an_error_of_the_cluster_has_its_reason(call, status, kind, reason):
    with answering(status, error(kind, status)) as url:
        with pytest.raises(SearchUnavailable) as trouble:
            call(open_url(url))

        assert trouble.value.reason == reason
        assert str(status) in trouble.value.detail


@every_call
def test_a_proxy_that_answers_for_the_cluster_is_no_cluster(call):
    with answering(200, b"<html>", product="") as url:
        with pytest.raises(SearchUnavailable) as trouble:
            call(open_url(url))

        assert trouble.value.reason == "unreachable"


@every_call
@pytest.mark.parametrize("body", [b"{", b"[]", b'{"responses": []}', b'{"hits": {}}', b"null"])
def test_an_answer_of_an_unforeseen_form_is_trouble_too(call, body):
    with answering(200, body) as url, pytest.raises(SearchUnavailable):
        call(open_url(url))


@pytest.mark.parametrize("status", [200, 401, 429, 500, 503])
def test_status_reports_trouble_instead_of_raising(status):
    with answering(status, b"[]") as url:
        told = open_url(url).status()

    assert told.state is State.UNREACHABLE
    assert told.detail


def test_status_of_a_closed_port_is_unreachable():
    told = open_url(f"http://127.0.0.1:{closed_port()}/site").status()

    assert (told.state, told.records, told.unfinished) == (State.UNREACHABLE, 0, False)


def test_a_password_is_in_no_detail():
    engine = open_url(f"http://kim:secret@127.0.0.1:{closed_port()}/site")

    with pytest.raises(SearchUnavailable) as trouble:
        engine.search([EVERY])

    assert "secret" not in str(trouble.value)
    assert "secret" not in engine.status().detail


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_node_that_takes_its_time_to_refuse_is_asked_once(status):
    requests: list[str | None] = []
    with answering(status, error("said", status), wait=0.3, accounts=requests) as url, pytest.raises(SearchUnavailable):
        open_url(url).apply([put(1)])

    assert len(requests) == 1


def test_all_requests_of_a_change_share_the_time_it_may_take():
    serving = Layout("site").serving
    found = {f"{serving}-{'0' * 19}": {"aliases": {serving: {}}, "mappings": {"_meta": {"identity": serving[5:]}}}}
    with answering(200, json.dumps(found).encode(), wait=0.4) as url:
        # Each of its requests alone would be answered in these seconds.
        with pytest.raises(SearchUnavailable, match="no answer in time"):
            open_url(url).apply([put(1)], seconds=0.6)
