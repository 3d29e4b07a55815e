"""Limits for a process that handles files from strangers, or whose memory may grow; does not load Django."""

from __future__ import annotations

import resource


def bound_this_process(memory: int, seconds: int, *, may_write: bool) -> None:
    """Limit address space (bytes), processor time (seconds) and core files of this process.

    Without `may_write` it can't write to files at all.
    """
    bounds = [(resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)]
    if not may_write:
        bounds.append((resource.RLIMIT_FSIZE, 0))
    for kind, most in bounds:
        resource.setrlimit(kind, (most, most))
