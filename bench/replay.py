"""Fourteen years of a real register, replayed: `python -m bench.replay FILE --json`.

FILE is a table `GHGRP FACILITY ID,year,…` (plain or .gz): which plants were on a register in which year
(`data/register_presence_2010_2023.csv.gz`). Every year becomes two notices on 1 November: a final list of those who
enter and an adjustment that removes those who leave, under invented names (演练单位), published like any other. Then
random days of the register are queried, and pairs of days of its changes; both must match the file.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from bench.fault import Fault, run

FIRST_DAY = (11, 1)
"""Month and day on which the notices of a year take effect."""
ASKED = 40

Presence = Mapping[int, frozenset[str]]
"""Year → plants on the register."""


def read_presence(file: Path) -> Presence:
    """Read the presence from the file; `Fault` names the line that cannot be read."""
    years: dict[int, set[str]] = defaultdict(set)
    with _opened(file) as lines:
        for number, row in enumerate(csv.reader(lines), start=1):
            if number == 1:
                continue
            if len(row) < 2 or not row[1].isdecimal():
                raise Fault(f"{file.name}, line {number}: a plant and a year are expected")
            years[int(row[1])].add(row[0])
    if not years:
        raise Fault(f"{file.name}: no plant in it")
    return {year: frozenset(found) for year, found in sorted(years.items())}


def sample(presence: Presence, plants: int, chance: random.Random) -> Presence:
    """Return the presence of so many plants, drawn at random."""
    known = sorted(frozenset().union(*presence.values()))
    drawn = frozenset(chance.sample(known, min(plants, len(known))))
    return {year: found & drawn for year, found in presence.items()}


def _opened(file: Path) -> TextIO:
    if not file.is_file():
        raise Fault(f"{file}: no such file")
    return gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8")


def replay(presence: Presence) -> dict[str, int]:
    """Publish the notices of every year; returns plant → enterprise."""
    from showcase.models import Enterprise, Region

    plants = sorted(set().union(*presence.values()))
    region = Region.objects.filter(code__startswith="35", parent__isnull=False).order_by("code").first()
    free = (Enterprise.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    Enterprise.objects.bulk_create(
        (
            Enterprise(number=n, name_zh=f"演练单位{plant}", name_en=f"Replay Unit {plant}", region=region)
            for n, plant in enumerate(plants, start=free)
        ),
        batch_size=1000,
    )
    keys = list(Enterprise.objects.filter(number__gte=free).order_by("number").values_list("pk", flat=True))
    units = dict(zip(plants, keys, strict=True))
    before: frozenset[str] = frozenset()
    for year, present in presence.items():
        _publish(year, "final", "list", sorted(present - before), units)
        _publish(year, "adjustment", "remove", sorted(before - present), units)
        before = present
    return units


def _publish(year: int, kind: str, action: str, plants: list[str], units: Mapping[str, int]) -> None:
    from showcase.models import AnnouncementIndexPage, AnnouncementPage, Level, ListEntry, Programme

    if not plants:
        return
    page = AnnouncementPage(
        title=f"演练：{year}年度{'名单' if kind == 'final' else '动态调整'}",
        slug=f"replay-{year}-{kind}",
        live=False,
        kind=kind,
        level=Level.objects.get(code="provincial"),
        year=year,
        basis="official_file",
        effective_on=dt.date(year, *FIRST_DAY),
    )
    AnnouncementIndexPage.objects.get(locale__language_code="zh-hans").add_child(instance=page)
    programme = Programme.objects.get(code="green-factory")
    ListEntry.objects.bulk_create(
        (
            ListEntry(
                announcement=page,
                position=at,
                name=f"演练单位{plant}",
                enterprise_id=units[plant],
                action=action,
                programme=programme,
            )
            for at, plant in enumerate(plants, start=1)
        ),
        batch_size=1000,
    )
    page.save_revision().publish()


def faults(presence: Presence, units: Mapping[str, int], chance: random.Random, asked: int = ASKED) -> list[str]:
    """Return days whose register, and pairs of days whose changes, differ from the file; empty = all match."""
    first, last = min(presence), max(presence)
    days = sorted(_any_day(chance, first, last) for _ in range(asked))
    wrong = [f"register of {day}" for day in days if _listed(day) != _present(presence, units, day)]
    for _ in range(asked // 2):
        start, end = sorted((chance.choice(days), chance.choice(days)))
        before, after = _present(presence, units, start), _present(presence, units, end)
        if _changed(start, end) != (after - before, before - after, before & after):
            wrong.append(f"changes from {start} to {end}")
    return wrong


def _any_day(chance: random.Random, first: int, last: int) -> dt.date:
    start = dt.date(first, 1, 1)
    return start + dt.timedelta(days=chance.randrange((dt.date(last + 1, 12, 31) - start).days))


def _present(presence: Presence, units: Mapping[str, int], day: dt.date) -> frozenset[int]:
    year = day.year if (day.month, day.day) >= FIRST_DAY else day.year - 1
    year = min(year, max(presence))
    return frozenset(units[plant] for plant in presence.get(year, ()))


def _listed(day: dt.date) -> frozenset[int]:
    from showcase.lists.register.current import current_index

    index = current_index()
    return frozenset(index.chains[span].enterprise for span in index.on(day))


def _changed(start: dt.date, end: dt.date) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """Return the units added, removed and continued, as the changes page counts them."""
    from showcase.lists.register.changes import REPORTED_KINDS, Change, changes
    from showcase.lists.register.current import current_index
    from showcase.lists.register.projection import events_between
    from showcase.lists.register.query import RegisterQuery

    found = changes(current_index(), start, RegisterQuery(), end, events_between(REPORTED_KINDS, start, end))
    kinds = (Change.ADDED, Change.REMOVED, Change.CONTINUED)
    added, removed, continued = (frozenset(one.chain.enterprise for one in found[kind]) for kind in kinds)
    return added, removed, continued


def measure(presence: Presence, chance: random.Random) -> dict[str, Any]:
    """Replay and ask, and time the publishing; `wrong` must be empty."""
    from showcase.models import ListingEvent, ListingSpan

    began = time.perf_counter()
    units = replay(presence)
    published = time.perf_counter() - began
    wrong = faults(presence, units, chance)
    return {
        "units": len(units),
        "years": len(presence),
        "events": ListingEvent.objects.count(),
        "spans": ListingSpan.objects.count(),
        "publishing_s": round(published, 1),
        "asked": ASKED + ASKED // 2,
        "wrong": wrong,
    }


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--plants", type=int, help="only so many, drawn at random")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--engine", help="taken for the other benches' sake: the register needs no engine")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    given = parser.parse_args()
    presence, chance = read_presence(given.file), random.Random(given.seed)
    if given.plants is not None:
        presence = sample(presence, given.plants, chance)
    from bench.register import scratch_site

    with scratch_site():
        found = measure(presence, chance)
    print(json.dumps(found) if given.json else "\n".join(f"{name}: {value}" for name, value in found.items()))
    if found["wrong"]:
        raise Fault(f"{len(found['wrong'])} answers are not what the file says")


if __name__ == "__main__":
    run(_command)
