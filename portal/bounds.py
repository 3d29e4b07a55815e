"""Bounds for a process that works on what strangers sent, or that may grow; knows nothing of Django."""

from __future__ import annotations

import resource


def bound_this_process(memory: int, seconds: int, *, may_write: bool) -> None:
    """Address space in bytes, seconds of a processor; no core file; without `may_write` no file grows at all."""
    bounds = [(resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)]
    if not may_write:
        bounds.append((resource.RLIMIT_FSIZE, 0))
    for kind, most in bounds:
        resource.setrlimit(kind, (most, most))
