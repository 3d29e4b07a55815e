"""Times of many calls, as percentiles."""

import time
from collections.abc import Callable, Sequence
from statistics import quantiles
from typing import TypeVar

T = TypeVar("T")


def worked(call: Callable[[], T]) -> tuple[float, float, T]:
    """Return milliseconds of wall-clock time, of processor time of this thread, and what the call returned.

    On a machine that others use too, the processor time says more about a call that works in this process.
    """
    begun, begun_work = time.perf_counter(), time.thread_time()
    returned = call()
    return (time.perf_counter() - begun) * 1000, (time.thread_time() - begun_work) * 1000, returned


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Return milliseconds of wall-clock time, and what the call returned."""
    begun = time.perf_counter()
    returned = call()
    return (time.perf_counter() - begun) * 1000, returned


def figures(times: Sequence[float]) -> dict[str, float]:
    """Return p50, p95, p99 and the slowest, in the unit of the times, rounded to two places; at least one time."""
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99
    return {
        "p50": round(cuts[49], 2),
        "p95": round(cuts[94], 2),
        "p99": round(cuts[98], 2),
        "max": round(max(times), 2),
    }


def median(times: Sequence[float]) -> float:
    """Return the p50 of `figures`."""
    return figures(times)["p50"]
