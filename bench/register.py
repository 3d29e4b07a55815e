"""Times the register: `python -m bench.register --listings 100000 --json`.

A database of the bench's own is filled with that many listings by fourteen yearly lists and their removals; the
projection is built from the events; then random days, moments and filters are queried. `query` is total, counts of
every filter and the fifty rows; `page` is the whole HTML page, with nothing from a cache. `after_change` is the first
query after one listing was removed, `after_list` the first after a notice of 2,000 rows. `--sql` adds the same queries
answered by the index and by SQL (`bench.register_sql`) by turns; a PostgreSQL takes part where its address is given.
"""

import argparse
import json
import os
import random
import sqlite3
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
QUERIES_OF_SQL = 40
CHANGES = 20
ROWS_OF_A_NOTICE = 2000


@contextmanager
def scratch_site() -> Iterator[None]:
    """Set up Django on a new SQLite file with the site tree and the vocabulary; it is deleted at the end."""
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
    """Create enterprises, one announcement per year, and the events of `listings` listings."""
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
        kinds = [("listed", first)]
        if chance.random() < LISTED_AGAIN:
            kinds.append(("listed", chance.randrange(first, len(notices))))
        if chance.random() < REMOVED:
            kinds.append(("removed", chance.randrange(first, len(notices))))
        for kind, at in kinds:
            day = notices[at].effective_on
            recorded = datetime(day.year, 12, 1, tzinfo=UTC)
            yield ListingEvent(announcement=notices[at], kind=kind, effective_on=day, recorded_at=recorded, **chain)


def measure(listings: int, chance: random.Random) -> dict[str, object]:
    """Fill the database, build the projection and query it; seconds and milliseconds are rounded."""
    from showcase.lists.register import projection
    from showcase.lists.register.current import current_index
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


def measure_sql(url: str, chance: random.Random) -> dict[str, object]:
    """Answer the same queries by the index and by SQL in temporary tables; raises Fault where two answers differ."""
    import psycopg
    from django.http import QueryDict

    from bench.register_sql import SqlRegister, answer_of_index, shown_codes
    from showcase.lists.register.query import RegisterQuery
    from showcase.lists.register.rows import public_lists, span_rows

    rows, shown = span_rows(public_lists()), shown_codes()
    answers: dict[str, Callable[[RegisterQuery], Any]] = {"index": lambda query: answer_of_index(query, shown)}
    answers["sqlite"] = SqlRegister(sqlite3.connect(""), "?", rows, shown).answer
    if url:
        answers["postgresql"] = SqlRegister(psycopg.connect(url), "%s", rows, shown).answer
    times: dict[str, list[float]] = {name: [] for name in answers}
    for _ in range(QUERIES_OF_SQL):
        query = RegisterQuery.from_params(QueryDict(_parameters(chance)))
        found = {name: _timed(lambda: answer(query)) for name, answer in answers.items()}  # noqa: B023
        if any(answered != found["index"][1] for _seconds, answered in found.values()):
            raise Fault(f"the index and SQL answer differently to {query}")
        for name, (seconds, _answered) in found.items():
            times[name].append(1000 * seconds)
    return {f"by_{name}_ms": _summary(some) for name, some in times.items()}


def _after_removing(numbers: Iterable[int], chance: random.Random) -> str:
    """Have a notice remove the listings of these enterprises, then return what to ask."""
    _remove(numbers)
    return _parameters(chance)


def _remove(numbers: Iterable[int]) -> None:
    from datetime import date

    from showcase.lists.register.record import record
    from showcase.models import AnnouncementPage, ListingEvent

    notice = AnnouncementPage.objects.latest("pk")
    listed = ListingEvent.objects.filter(kind="listed", enterprise__number__in=list(numbers))
    fields = {"announcement": notice, "kind": "removed", "effective_on": date(YEARS.stop, 1, 1)}
    record(
        ListingEvent(**fields, enterprise_id=one.enterprise_id, programme_id=one.programme_id, level_id=one.level_id)
        for one in listed
    )


def _parameters(chance: random.Random) -> str:
    """Return a query string as readers send it: a day, often a moment, up to three filters."""
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

    from showcase.lists.register.query import RegisterQuery
    from showcase.lists.register_pages.filters import filter_groups
    from showcase.lists.register_pages.register import PER_PAGE, RegisterResults

    results = RegisterResults.of(RegisterQuery.from_params(QueryDict(asked)))
    filter_groups(results.index, results.held, results.query)
    list(results.rows(0, PER_PAGE))


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
    parser.add_argument("--sql", nargs="?", const="", metavar="URL", help="answer by SQL too; URL: of a PostgreSQL")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    given = parser.parse_args()
    if given.listings < 1:
        raise Fault("--listings: at least 1")
    with scratch_site():
        found = measure(given.listings, chance := random.Random(given.seed))
        found |= {} if given.sql is None else measure_sql(given.sql, chance)
    if given.json:
        print(json.dumps(found))
    else:
        print("\n".join(f"{name}: {value}" for name, value in found.items()), file=sys.stdout)


if __name__ == "__main__":
    run(_command)
