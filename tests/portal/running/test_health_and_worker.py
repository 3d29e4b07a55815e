"""/healthz tells degraded from down, and the worker's loop survives the failure of a duty."""

import threading
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client

from portal.running import health, worker


@pytest.fixture
def probes(monkeypatch: pytest.MonkeyPatch) -> dict[str, health.Probe]:
    only: dict[str, health.Probe] = {}
    monkeypatch.setattr(health, "_probes", only)
    return only


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> dict[str, worker.Duty]:
    only: dict[str, worker.Duty] = {}
    monkeypatch.setattr(worker, "_duties", only)
    return only


@pytest.mark.parametrize(
    ("states", "worst", "status"),
    [(("ok", "ok"), "ok", 200), (("ok", "degraded"), "degraded", 200), (("degraded", "down"), "down", 503)],
)
def test_the_worst_finding_is_the_state(client: Client, probes, states, worst: str, status: int) -> None:
    for number, state in enumerate(states):
        health.register(f"part{number}", lambda state=state: health.Finding(state, "said so"))

    response = client.get("/healthz")

    assert (response.status_code, response.json()["state"]) == (status, worst)
    assert response.json()["parts"]["part1"] == {"state": states[1], "detail": "said so"}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_database_that_answers_is_ok() -> None:
    assert health.database() == health.Finding("ok")


def test_the_database_that_does_not_answer_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)

    assert health.database() == health.Finding("down", "DatabaseError")


def test_without_the_database_the_site_is_down_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["state"]) == (503, "down")


def test_a_duty_is_done_when_due_and_not_before(duties) -> None:
    done: list[str] = []
    worker.register("often", 1, lambda: done.append("often"))
    worker.register("seldom", 60, lambda: done.append("seldom"))

    assert worker.run_due(100.0) == ["often", "seldom"]
    assert worker.run_due(100.5) == []
    assert worker.run_due(101.0) == ["often"]
    assert done == ["often", "seldom", "often"]


@pytest.mark.parametrize("trouble", [ValueError("bad"), DatabaseError("gone")])
def test_a_duty_that_fails_is_logged_and_stops_no_other(duties, caplog, trouble: Exception) -> None:
    def fail() -> None:
        raise trouble

    worker.register("failing", 1, fail)
    worker.register("healthy", 1, lambda: None)

    assert worker.run_due(100.0) == ["healthy"]
    assert "failing" in caplog.text
    assert worker.run_due(101.0) == ["healthy"]


def test_the_loop_ends_when_told(duties) -> None:
    stop = threading.Event()
    worker.register("once", 1, stop.set)

    worker.loop(stop, tick=0.01)

    assert stop.is_set()


@pytest.mark.django_db(transaction=True)
def test_the_command_does_every_duty_once(duties) -> None:
    done: list[str] = []
    worker.register("mine", 1, lambda: done.append("mine"))

    call_command("worker", once=True, stdout=StringIO())

    assert done == ["mine"]


def test_the_site_registers_publishing_draining_and_reconciling() -> None:
    assert {"publish_scheduled", "search_drain", "search_reconcile"} <= set(worker._duties)


def test_a_loop_that_hangs_in_a_duty_is_heard_no_more(duties: dict[str, worker.Duty]) -> None:
    beats: list[float] = []
    worker.register("heartbeat", 0, lambda: beats.append(time.monotonic()))
    worker.register("hanging", 0, lambda: time.sleep(0.3))
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()

    worker.loop(stop, tick=0.01)

    assert len(beats) == 1
