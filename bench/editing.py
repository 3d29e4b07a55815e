"""Times the work of an editor: `python -m bench.editing --json`.

A site of its own with 60 invented stories: opening the form of a small and of a large one, beside the form of a plain
page with Wagtail's own panels; the list of all; and the time from the publish of a story until the search shows it.
Milliseconds of wall-clock time (`p50`, `p95`) and of processor time (`cpu`), all warm and in one process; `ratio` is
the processor time against the plain form, which says more on a busy machine.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import scratch_site
from bench.fault import Fault, run
from bench.timing import figures, median, worked

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import InfoPage
    from showcase.models import Effect, TechnologyPage

STORIES, ROUNDS, PUBLISHED = 60, 15, 10
SMALL, LARGE = 2, 20
"""Figures, and sources, of a story."""


def measure() -> dict[str, Any]:
    """Fill the site and time each kind of work; also how large the forms are, in bytes before compression."""
    from django.test import Client
    from django.urls import reverse

    from portal.models import User

    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    small, large, *_others = [invented_story(number, LARGE if number == 1 else SMALL) for number in range(STORIES)]
    plain = _plain_page()
    opened = {
        "plain form": reverse("wagtailadmin_pages:edit", args=[plain.pk]),
        f"form of {SMALL} figures": reverse("wagtailadmin_pages:edit", args=[small.pk]),
        f"form of {LARGE} figures": reverse("wagtailadmin_pages:edit", args=[large.pk]),
        "list of stories": reverse("admin_technologies:index"),
    }
    found: dict[str, Any] = {name: _opening(client, address) for name, address in opened.items()}
    for one in found.values():
        one["ratio"] = round(one["cpu"] / found["plain form"]["cpu"], 2)
    found["publish until found"] = figures([_until_found(client, number) for number in range(PUBLISHED)])
    return found


def _opening(client: "Client", address: str) -> dict[str, float]:
    times = [worked(lambda: client.get(address)) for _ in range(ROUNDS + 1)][1:]
    if any(answer.status_code != 200 for _wall, _cpu, answer in times):
        raise Fault(f"{address} did not open")
    walls = figures([wall for wall, _cpu, _answer in times])
    cpu = median([cpu for _wall, cpu, _answer in times])
    return {"p50": walls["p50"], "p95": walls["p95"], "cpu": cpu, "bytes": len(times[-1][2].content)}


def _until_found(client: "Client", number: int) -> float:
    """Return milliseconds from the beginning of a publish until a search by the new title has the story."""
    page = invented_story(STORIES + number, 0)
    page.title = word = f"余热{'甲乙丙丁戊己庚辛壬癸'[number]}式换热"
    begun = time.perf_counter()
    page.save_revision().publish()
    while word not in [hit["title"] for hit in _hits(client, word)]:
        if time.perf_counter() - begun > 30:
            raise Fault(f"“{word}” was not found within 30 s")
    return (time.perf_counter() - begun) * 1000


def _hits(client: "Client", text: str) -> Iterable[dict[str, Any]]:
    hits: list[dict[str, Any]] = client.get("/search/", {"q": text, "format": "json"}).json()["hits"]
    return hits


def invented_story(number: int, rows: int) -> "TechnologyPage":
    """Add a draft with so many figures and sources to the technologies."""
    from wagtail.models import Locale, Page

    from showcase.models import StorySource, Technique, TechniqueItem, TechnologyPage

    section = Page.objects.get(depth=3, slug="technologies", locale=Locale.get_default()).specific
    page = TechnologyPage(title=f"示例技术{number}", slug=f"story-{number}", live=False, locale=section.locale)
    page.standing, page.year, page.summary, page.cross_industry = "compiled", 2024, "示例。", True
    page.body = [("section", "principle"), ("text", "<p>示例正文。</p>")]
    page.technique_items = [TechniqueItem(tag=term) for term in islice(Technique.objects.order_by("code"), 2)]
    page.effects = [_effect(at) for at in range(1, rows + 1)]
    page.sources = [
        StorySource(number=at, publisher="示例报", title="示例", kind="press") for at in range(1, max(rows, 1) + 1)
    ]
    section.add_child(instance=page)
    return page


def _effect(at: int) -> "Effect":
    from showcase.models import Effect

    words = {"printed": f"年节电{at}kWh", "of_what_zh": f"示例{at}", "unit": "kWh", "per": "year", "direction": "saved"}
    graded = {"quantity": "electricity_saved", "scope": "project", "evidence": "company_statement"}
    return Effect(**words, **graded, low=at, high=at, source_number=1)


def _plain_page() -> "InfoPage":
    from wagtail.models import Locale, Page

    from portal.models import InfoPage

    section = Page.objects.get(depth=3, slug="about", locale=Locale.get_default()).specific
    page = InfoPage(title="示例", slug="example")
    section.add_child(instance=page)
    return page


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.editing", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--engine", default="embedded:memory", help="SEARCH_URL (default: in memory)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    asked = parser.parse_args()
    with scratch_site.scratch_folder(None) as folder:
        scratch_site.set_up(Path(folder), f"embedded://{folder / 'search'}")
        _prepare()
        measured = measure()
    if asked.json:
        print(json.dumps(measured, ensure_ascii=False))
    else:
        sys.stdout.writelines(f"{name:<22}{value}\n" for name, value in measured.items())


def _prepare() -> None:
    from django.conf import settings

    from search.index.rebuild import rebuild

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.WARNING)
    rebuild()


if __name__ == "__main__":
    run(_command)
