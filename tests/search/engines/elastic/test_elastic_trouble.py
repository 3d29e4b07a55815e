"""Indexes that are missing, outdated, closed, read-only or damaged, on a real node."""

import time

import pytest

from search.core.engine import RecordsRefused, Remove, SearchUnavailable, State
from search.engines.elastic.layout import Layout
from tests.search.engines.elastic_samples import EVERY, ids, layout_of, put, serving_index

pytestmark = pytest.mark.elastic


def test_applying_makes_no_index(elastic, elastic_client, elastic_address):
    for change in (put(1), Remove("story-0001", 2)):
        with pytest.raises(SearchUnavailable) as trouble:
            elastic.apply([change])
        assert trouble.value.reason == "missing"

    assert not elastic_client.indices.get(index=f"{layout_of(elastic_address).prefix}*").body


def test_a_deleted_index_is_missing_and_stays_so(elastic, fill, elastic_client, elastic_address):
    fill(elastic, [put(1)])
    elastic_client.indices.delete(index=serving_index(elastic_client, elastic_address))

    for call in (
        lambda: elastic.search([EVERY]),
        lambda: elastic.search([EVERY, EVERY]),
        lambda: elastic.apply([put(1, 9)]),
    ):
        with pytest.raises(SearchUnavailable) as trouble:
            call()
        assert trouble.value.reason == "missing"
    assert elastic.status().state is State.MISSING


def test_an_index_of_another_make_is_outdated_and_left_alone(elastic, open_elastic, fill, monkeypatch):
    fill(elastic, [put(1)])
    monkeypatch.setattr("search.engines.elastic.layout._identity", {1: "0123456789ab"}.get)
    later = open_elastic()
    told = later.status()

    assert (told.state, told.identity, len(told.built)) == (State.OUTDATED, "0123456789ab", 12)
    calls = (
        lambda: later.search([EVERY]),
        lambda: later.records(["story-0001"]),
        lambda: list(later.versions()),
        lambda: later.apply([put(2)]),
    )
    for call in calls:
        with pytest.raises(SearchUnavailable) as trouble:
            call()
        assert trouble.value.reason == "outdated"

    fill(later, [put(2)])
    assert later.status().state is State.READY
    assert ids(later.search([EVERY])[0]) == ["story-0002"]


def test_an_index_under_our_name_with_another_mapping_serves_nothing(elastic, elastic_client, elastic_address):
    layout = layout_of(elastic_address)
    elastic_client.indices.create(index=layout.next_name(), aliases={layout.serving: {}})

    with pytest.raises(SearchUnavailable) as trouble:
        elastic.apply([put(1)])
    assert trouble.value.reason == "missing"
    assert elastic.status().state is State.MISSING


def test_a_site_whose_prefix_begins_alike_is_another(elastic, fill, elastic_address, elastic_client):
    fill(elastic, [put(1)])
    longer = Layout(f"{layout_of(elastic_address).prefix}-two")
    name = longer.next_name()
    longer.create(elastic_client, name)

    fill(elastic, [put(1, 2)])
    assert not elastic.status().unfinished
    assert elastic_client.indices.exists(index=name)


@pytest.mark.parametrize("block", ["read_only_allow_delete", "read_only", "write"])
def test_a_read_only_index_is_read_and_writing_waits(elastic, fill, elastic_client, elastic_address, block):
    fill(elastic, [put(1)])
    index = serving_index(elastic_client, elastic_address)
    elastic_client.indices.put_settings(index=index, settings={f"index.blocks.{block}": True})

    with pytest.raises(SearchUnavailable) as trouble:
        elastic.apply([put(2, 2)])
    assert trouble.value.reason == "busy"
    assert ids(elastic.search([EVERY])[0]) == ["story-0001"]
    assert elastic.status().state is State.READY

    elastic_client.indices.put_settings(index=index, settings={f"index.blocks.{block}": None})
    elastic.apply([put(2, 2)])
    assert elastic.status().records == 2


def test_an_index_whose_shard_is_lost_is_damaged_and_a_rebuild_repairs_it(
    open_elastic, fill, elastic_client, elastic_address
):
    engine = open_elastic("?timeout=3")
    fill(open_elastic(), [put(1)])
    index = serving_index(elastic_client, elastic_address)
    mapping = elastic_client.indices.get_mapping(index=index)[index]["mappings"]
    elastic_client.indices.delete(index=index)
    layout = layout_of(elastic_address)
    elastic_client.indices.create(
        index=layout.next_name(),
        mappings=mapping,
        settings={"index.routing.allocation.require._name": "no such node"},
        aliases={layout.serving: {}},
        wait_for_active_shards="0",
    )

    told = engine.status()
    assert (told.state, told.records) == (State.DAMAGED, 0)
    assert "shard 0" in told.detail
    for call in (lambda: engine.search([EVERY]), lambda: engine.apply([put(1, 2)])):
        began = time.monotonic()
        with pytest.raises(SearchUnavailable) as trouble:
            call()
        assert trouble.value.reason == "busy"
        assert time.monotonic() - began < 30

    fill(open_elastic(), [put(1)])
    assert engine.status().state is State.READY


def test_a_closed_engine_opens_again(elastic, fill):
    fill(elastic, [put(1)])
    elastic.close()
    elastic.close()

    assert elastic.search([EVERY])[0].total == 1


def test_an_index_that_somebody_closed_is_missing_and_a_rebuild_replaces_it(
    elastic, fill, elastic_client, elastic_address
):
    fill(elastic, [put(1)])
    elastic_client.indices.close(index=serving_index(elastic_client, elastic_address))

    assert elastic.status().state is State.MISSING
    for call in (lambda: elastic.search([EVERY]), lambda: elastic.apply([put(1, 2)])):
        with pytest.raises(SearchUnavailable):
            call()

    fill(elastic, [put(1)])
    assert elastic.status().state is State.READY
    assert elastic.search([EVERY])[0].total == 1


def test_a_record_with_a_code_longer_than_the_node_takes_is_refused_alone(elastic, fill):
    fill(elastic, [put(1), put(2)])

    with pytest.raises(RecordsRefused) as refused:
        elastic.apply([put(1, 2), put(2, 2, codes={"region": ("9" * 40_000,)}), put(3, 2)])

    (fault,) = refused.value.failures.values()
    assert type(fault) is ValueError, "of the record, not of the engine"
    assert "[code_region]" in str(fault)
    assert dict(elastic.versions()) == {"story-0001": 2, "story-0002": 1, "story-0003": 2}


def test_so_it_is_by_a_rebuild(elastic):
    with elastic.rebuild() as session:
        with pytest.raises(RecordsRefused):
            session.add([put(1), put(2, codes={"region": ("9" * 40_000,)}), put(3)])
        session.finish()

    assert dict(elastic.versions()) == {"story-0001": 1, "story-0003": 1}
