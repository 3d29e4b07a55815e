"""How fast the register answers: `python -m bench.register --listings 100000 --json`.

A database of the bench's own is filled with that many listings by fourteen yearly lists and their removals; the
projection is laid out from the events; then random days, moments and filters are asked. `query` is total, counts of
every filter and the fifty rows; `page` is the whole HTML page, with nothing from a cache. `after_change` is the first
query after one listing was removed, `after_list` the first after a notice of 2,000 rows.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.fault import Fault, run

YEARS = range(2010, 2024)
LISTED_AGAIN, REMOVED = 0.3, 0.1
"""Shares of the listings that a later list names again, and that a later notice removes."""
QUERIES = 200
CHANGES = 20
ROWS_OF_A_NOTICE = 2000


@contextmanager
def scratch_site() -> Iterator[None]:
    """Django on a new SQLite file with the site tree and the vocabulary; it goes when the bench ends."""
    with tempfile.TemporaryDirectory(prefix="lujian-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'register.sqlite3'}",
            "SEARCH_URL": "embedded:memory",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "False",
            "SITE_URL": "http://127.0.0.1",
        }
        os.environ.setdefault("SECRET_KEY", "only for the bench")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from django.conf import settings
        from django.test import override_settings

        from showcase.vocabulary.loading import load_vocabulary

        load_vocabulary()
        # Names of style sheets without the manifest that only a deployment makes.
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
            yield


def fill(listings: int, chance: random.Random) -> None:
    """Enterprises, one announcement a year, and the events of `listings` listings."""
    from showcase.models import ListingEvent

    units, notices = _units(listings, chance), _notices()
    rows = list(_events(units, notices, listings, chance))
    # Past the projection, which is measured apart.
    super(type(ListingEvent.objects.all()), ListingEvent.objects.all()).bulk_create(rows, batch_size=1000)


def _units(number: int, chance: random.Random) -> list[int]:
    from showcase.models import Enterprise, Industry, Region

    regions = list(Region.objects.filter(code__startswith="35", parent__isnull=False).values_list("pk", flat=True))
    industries = list(Industry.objects.filter(level="class").values_list("pk", flat=True))
    Enterprise.objects.bulk_create(
        (
            Enterprise(number=n, name_zh=f"压测单位{n}", name_en=f"Bench Unit {n}", region_id=chance.choice(regions))
            for n in range(1, number + 1)
        ),
        batch_size=1000,
    )
    keys = list(Enterprise.objects.order_by("number").values_list("pk", flat=True))
    through = Enterprise.industries.through
    through.objects.bulk_create(
        (through(enterprise_id=pk, industry_id=chance.choice(industries)) for pk in keys), batch_size=1000
    )
    return keys


def _notices() -> list[Any]:
    from datetime import date

    from wagtail.models import Locale

    from showcase.models import AnnouncementIndexPage, AnnouncementPage, Level

    section = AnnouncementIndexPage.objects.get(locale=Locale.get_default())
    level = Level.objects.get(code="provincial")
    made = []
    for year in YEARS:
        fields = {"kind": "final", "basis": "official_file", "coverage": "complete", "level": level}
        page = AnnouncementPage(
            title=f"{year}", slug=f"bench-{year}", year=year, effective_on=date(year, 11, 1), **fields
        )
        section.add_child(instance=page)
        made.append(page)
    return made


def _events(units: list[int], notices: list[Any], listings: int, chance: random.Random) -> Iterator[Any]:
    from datetime import UTC, datetime

    from showcase.models import Level, ListingEvent, Programme

    levels, programmes = list(Level.objects.all()), list(Programme.objects.all())
    for number in range(listings):
        first = chance.randrange(len(notices))
        chain = {
            "enterprise_id": units[number],
            "programme_id": chance.choice(programmes).pk,
            "level_id": chance.choice(levels).pk,
        }
        told = [("listed", first)]
        if chance.random() < LISTED_AGAIN:
            told.append(("listed", chance.randrange(first, len(notices))))
        if chance.random() < REMOVED:
            told.append(("removed", chance.randrange(first, len(notices))))
        for kind, at in told:
            day = notices[at].effective_on
            recorded = datetime(day.year, 12, 1, tzinfo=UTC)
            yield ListingEvent(announcement=notices[at], kind=kind, effective_on=day, recorded_at=recorded, **chain)


def measure(listings: int, chance: random.Random) -> dict[str, object]:
    """Fill the database, make the index, ask; seconds and milliseconds rounded."""
    from showcase.lists import projection
    from showcase.lists.register_kept import current_index
    from showcase.models import ListingSpan

    fill(listings, chance)
    laid_out, _found = _timed(projection.rebuild)
    made, _index = _timed(current_index)
    queries = [_milliseconds(_ask, _parameters(chance)) for _ in range(QUERIES)]
    pages = [_milliseconds(_open, _parameters(chance)) for _ in range(QUERIES // 4)]
    changed = [_milliseconds(_ask, _after_removing([number], chance)) for number in range(1, 1 + CHANGES)]
    noticed = _milliseconds(_ask, _after_removing(range(1, ROWS_OF_A_NOTICE), chance))
    return {
        "listings": listings,
        "spans": ListingSpan.objects.count(),
        "projection_s": round(laid_out, 1),
        "index_s": round(made, 2),
        "query_ms": _summary(queries),
        "page_ms": _summary(pages),
        "after_change_ms": _summary(changed),
        "after_list_ms": round(noticed),
    }


def _after_removing(numbers: Iterable[int], chance: random.Random) -> str:
    """Have a notice remove the listings of these enterprises, then say what to ask."""
    _remove(numbers)
    return _parameters(chance)


def _remove(numbers: Iterable[int]) -> None:
    from datetime import date

    from showcase.models import AnnouncementPage, ListingEvent

    notice = AnnouncementPage.objects.latest("pk")
    listed = ListingEvent.objects.filter(kind="listed", enterprise__number__in=list(numbers))
    told = {"announcement": notice, "kind": "removed", "effective_on": date(YEARS.stop, 1, 1)}
    ListingEvent.objects.bulk_create(
        ListingEvent(**told, enterprise_id=one.enterprise_id, programme_id=one.programme_id, level_id=one.level_id)
        for one in listed
    )


def _parameters(chance: random.Random) -> str:
    """A query string as readers ask it: a day, often a moment, up to three filters."""
    from urllib.parse import urlencode

    params = [("as_of", f"{chance.choice(YEARS) + 1}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}")]
    if chance.random() < 0.5:
        params.append(("known_at", f"{chance.choice(YEARS) + 1}-06-30T00:00:00Z"))
    filters = [
        ("level", chance.choice(["municipal", "provincial", "national"])),
        ("region", chance.choice(["350100", "350200", "350500", "350900"])),
        ("industry", chance.choice(["G01", "G05", "G08", "C17", "C384"])),
        ("year", str(chance.choice(YEARS))),
        ("xiamen", "without"),
        ("q", str(chance.randint(1, 99))),
    ]
    return urlencode([*params, *chance.sample(filters, chance.randint(0, 3))])


def _ask(asked: str) -> None:
    from django.http import QueryDict

    from showcase.lists.register_filters import filter_groups
    from showcase.lists.register_query import RegisterQuery
    from showcase.lists.views import PER_PAGE, Answer

    answer = Answer.to(RegisterQuery.from_params(QueryDict(asked)))
    filter_groups(answer.index, answer.held, answer.query)
    list(answer.rows(0, PER_PAGE))


def _open(asked: str) -> None:
    from django.test import Client

    answer = Client(HTTP_HOST="127.0.0.1").get(f"/register/?{asked}")
    if answer.status_code != 200:
        raise Fault(f"/register/?{asked} answered {answer.status_code}")


def _milliseconds(work: Callable[[str], None], asked: str) -> float:
    return 1000 * _timed(lambda: work(asked))[0]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _summary(times: list[float]) -> dict[str, float]:
    return {"p50": round(median(times), 1), "p95": round(quantiles(times, n=20)[-1], 1)}


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.register", description=__doc__)
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--engine", help="taken for the other benches' sake: the register needs no engine")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    given = parser.parse_args()
    if given.listings < 1:
        raise Fault("--listings: at least 1")
    with scratch_site():
        found = measure(given.listings, random.Random(given.seed))
    if given.json:
        print(json.dumps(found))
    else:
        print("\n".join(f"{name}: {value}" for name, value in found.items()), file=sys.stdout)


if __name__ == "__main__":
    run(_command)
