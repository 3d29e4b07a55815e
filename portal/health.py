"""Probes that apps register when ready, and /healthz, which tells degraded from down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

State = Literal["ok", "degraded", "down"]
_ORDER: tuple[State, ...] = ("ok", "degraded", "down")


@dataclass(frozen=True)
class Finding:
    """What a probe found. `down`: no page can be served; `degraded`: some part of the site cannot."""

    state: State
    detail: str = ""


Probe = Callable[[], Finding]
_probes: dict[str, Probe] = {}


def register(name: str, probe: Probe) -> None:
    """Add a probe under a short name (`search`); a later one of the same name replaces it."""
    _probes[name] = probe


def database() -> Finding:
    """Down where the database does not answer: no page can be served then."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding("down", type(error).__name__)
    return Finding("ok")


register("database", database)


def examine() -> tuple[State, dict[str, Finding]]:
    """Run every probe; the site's state is the worst finding."""
    findings = {name: _found(probe) for name, probe in _probes.items()}
    worst: State = max((finding.state for finding in findings.values()), key=_ORDER.index, default="ok")
    return worst, findings


def _found(probe: Probe) -> Finding:
    try:
        return probe()
    except DatabaseError as error:  # a part that asks the database knows no more than that it is down
        return Finding("down", type(error).__name__)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served, degraded or not; 503 when the site is down."""
    state, findings = examine()
    body = {"state": state, "parts": {name: {"state": f.state, "detail": f.detail} for name, f in findings.items()}}
    response = JsonResponse(body, status=503 if state == "down" else 200)
    response["Cache-Control"] = "no-store"
    return response
