"""Threads of a web worker convert units alike, also while the first of them is still building the registry."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

from showcase.effects import units

THREADS = 8
PAIRS = [
    ("kWh", "GJ"),
    ("tCO2", "tCO2"),
    ("t", "kg"),
    ("m3", "L"),
    ("MWh", "kWh"),
    ("kgce", "tce"),
    ("GJ", "MJ"),
    ("kg", "t"),
]


def test_threads_that_begin_together_share_one_registry():
    for name in ("_registry", "_one"):
        getattr(units, name).cache_clear()
    start = Barrier(THREADS)

    def converted(pair: tuple[str, str]) -> list[Decimal]:
        start.wait()
        return [units.convert(Decimal(1), *each) for each in (pair, *PAIRS)]

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(converted, PAIRS))

    assert len({tuple(numbers[1:]) for numbers in found}) == 1
    assert found[0][1] == Decimal("0.0036")
