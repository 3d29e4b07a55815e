"""Health checks: `/healthz` (ok, degraded or down) and `/readyz` (whether to send readers), from registered probes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

State = Literal["ok", "degraded", "down"]
_ORDER: tuple[State, ...] = ("ok", "degraded", "down")


@dataclass(frozen=True)
class Finding:
    """The result of a probe. `down`: no page can be served; `degraded`: some part of the site fails."""

    state: State
    detail: str = ""


Probe = Callable[[], Finding]
_probes: dict[str, Probe] = {}
_needed: set[str] = set()


def register(name: str, probe: Probe, *, needed: bool = False) -> None:
    """Add a probe under a short name (`search`); a later one with the same name replaces it.

    `needed`: if it fails, no reader should be sent here (`/readyz`).
    """
    _probes[name] = probe
    (_needed.add if needed else _needed.discard)(name)


def database() -> Finding:
    """Report `down` where the database does not answer: no page can be served then."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding("down", type(error).__name__)
    return Finding("ok")


register("database", database, needed=True)


def examine() -> tuple[State, dict[str, Finding]]:
    """Run every probe; the site's state is the worst finding."""
    findings = _findings(_probes)
    worst: State = max((finding.state for finding in findings.values()), key=_ORDER.index, default="ok")
    return worst, findings


def _findings(probes: Iterable[str]) -> dict[str, Finding]:
    return {name: _found(_probes[name]) for name in probes}


def _found(probe: Probe) -> Finding:
    try:
        return probe()
    except DatabaseError as error:  # a probe that uses the database knows only that it is down
        return Finding("down", type(error).__name__)


def healthz(request: HttpRequest) -> JsonResponse:
    """Return 200 while pages can be served, degraded or not; 503 when the site is down."""
    state, findings = examine()
    return _json_report({"state": state}, findings, ok=state != "down")


def readyz(request: HttpRequest) -> JsonResponse:
    """Return 200 once this process can serve pages properly: database, migrations and static files are fine."""
    findings = _findings(name for name in _probes if name in _needed)
    ready = all(finding.state == "ok" for finding in findings.values())
    return _json_report({"ready": ready}, findings, ok=ready)


def _json_report(overall: dict[str, object], findings: dict[str, Finding], *, ok: bool) -> JsonResponse:
    parts = {name: {"state": found.state, "detail": found.detail} for name, found in findings.items()}
    response = JsonResponse({**overall, "parts": parts}, status=200 if ok else 503)
    response["Cache-Control"] = "no-store"
    return response
