"""Times type-ahead: `python -m bench.suggest --keys 100000 --json`.

It uses a database of its own, filled until the table of keys has the requested size: the portal's vocabulary, invented
stories with its terms, invented enterprises. Names are typed letter by letter, in Chinese, pinyin, initials and
English. Timed are the lookup and the whole answer through Django, each text once and without the page cache. `cpu` is
the processor time of the process: on a busy machine the wall clock also counts waiting for a core.
"""

import argparse
import json
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from bench.fault import Fault, run

if TYPE_CHECKING:
    from showcase.models import Enterprise, Region

PLACES = ("福州", "厦门", "泉州", "晋江", "石狮", "漳州", "莆田", "三明", "南平", "龙岩", "宁德", "长乐")
FIRMS = ("华盛", "恒泰", "嘉源", "鑫达", "永宏", "瑞丰", "凯旋", "金海", "天宇", "中联", "东方", "百川")
TRADES = ("纺织", "印染", "化纤", "陶瓷", "水泥", "钢铁", "铸造", "机械", "电池", "食品", "造纸", "鞋业")
ENGLISH = ("Huasheng", "Hengtai", "Jiayuan", "Xinda", "Yonghong", "Ruifeng", "Kaixuan", "Jinhai")
STORIES, QUERIES, STEP = 300, 400, 500
SEED = 20261126


def measure(keys: int) -> dict[str, object]:
    """Fill the table to at least `keys`, type, and time; milliseconds rounded to two places."""
    from django.test import Client

    from search.models import SuggestedKey
    from search.suggest.lookup import suggestions

    chance = random.Random(SEED)
    _fill(keys, chance)
    texts = list(_typed(chance))
    client = Client()
    lookup = _timed(lambda text: suggestions(text, "zh-hans"), texts, "looking up")
    answer = _timed(lambda text: client.get("/search/suggest/", {"q": text}), texts, "answering")
    return {
        "keys": SuggestedKey.objects.count(),
        "queries": len(texts),
        **{f"lookup_{name}_ms": value for name, value in lookup.items()},
        **{f"answer_{name}_ms": value for name, value in answer.items()},
    }


def _timed(ask: Callable[[str], object], texts: Sequence[str], label: str) -> dict[str, float]:
    for text in texts[:20]:
        ask(text)
    times, work = [], []
    for text in tqdm(texts, label, disable=None):
        start, worked = time.perf_counter(), time.process_time()
        ask(text)
        times.append((time.perf_counter() - start) * 1000)
        work.append((time.process_time() - worked) * 1000)
    cuts, used = quantiles(times, n=100), quantiles(work, n=100)
    return {
        "p50": round(cuts[49], 2),
        "p95": round(cuts[94], 2),
        "max": round(max(times), 2),
        "cpu_p50": round(used[49], 2),
        "cpu_p95": round(used[94], 2),
    }


def _typed(chance: random.Random) -> Iterator[str]:
    """Yield beginnings of names in the table, some in pinyin or initials, as they appear in a reader's search box."""
    from search.models import SuggestedKey

    held = list(SuggestedKey.objects.order_by("pk").values_list("key", flat=True))
    seen: set[str] = set()
    while len(seen) < QUERIES:
        key = bytes(chance.choice(held)).decode()
        text = key[: chance.randint(1 if ord(key[0]) > 0x2FFF else 2, min(len(key), 12)) or 1]
        if text not in seen:
            seen.add(text)
            yield text


def _fill(keys: int, chance: random.Random) -> None:
    from search.models import SuggestedKey
    from search.suggest.refresh import refresh_all
    from showcase.models import Enterprise, Region

    _make_stories(chance)
    place = Region.objects.get(code="350500")
    number = held = 0
    with tqdm(total=keys, desc="keys", disable=None) as bar:
        while held < keys:
            Enterprise.objects.bulk_create(_enterprise(number + step, place, chance) for step in range(1, STEP + 1))
            number += STEP
            refresh_all()
            before, held = held, SuggestedKey.objects.count()
            bar.update(held - before)


def _enterprise(number: int, place: "Region", chance: random.Random) -> "Enterprise":
    from showcase.models import Enterprise

    core = "".join(chance.choice(FIRMS) for _ in range(2)) + "".join(chance.sample(TRADES, 2))
    return Enterprise(
        number=number,
        name_zh=f"{chance.choice(PLACES)}{core}有限公司",
        name_en=f"{chance.choice(ENGLISH)} {chance.choice(ENGLISH)} {number} Co., Ltd.",
        region=place,
        live=True,
    )


def _make_stories(chance: random.Random) -> None:
    from django.db import transaction
    from wagtail.models import Locale, Page

    from showcase.models import Industry, IndustryItem, Technique, TechniqueItem, TechnologyPage

    section = Page.objects.get(depth=3, slug="technologies", locale=Locale.get_default()).specific
    techniques, industries = list(Technique.objects.all()), list(Industry.objects.filter(level="class"))
    with transaction.atomic():
        for number in tqdm(range(STORIES), "stories", disable=None):
            title = f"{chance.choice(TRADES)}厂{chance.choice(techniques).zh}之{number}"
            page = TechnologyPage(title=title, slug=f"story-{number}", live=True, locale=section.locale)
            page.standing, page.year, page.summary = "compiled", 2024, title
            page.technique_items = [TechniqueItem(tag=term) for term in chance.sample(techniques, 2)]
            page.industry_items = [IndustryItem(tag=chance.choice(industries))]
            section.add_child(instance=page)


def _prepare(folder: Path) -> None:
    """Set up a site without content in a folder: settings first, then Django, then tables and vocabulary."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": "only for the bench",
        "DEBUG": "False",
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "testserver,127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "SEARCH_URL": "embedded:memory",
        "CACHE_URL": "dummycache://",
        "MEDIA_ROOT": str(folder / "media"),
        "DOCUMENTS_ROOT": str(folder / "documents"),
    }
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.VAR_DIR = folder
    logging.disable(logging.WARNING)  # the engine has no index, and says so at every change
    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", verbosity=0)


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.suggest", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keys", type=int, default=100_000, help="size of the table (default: 100000)")
    parser.add_argument("--engine", default="", help="taken because every bench takes it: type-ahead asks no engine")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    asked = parser.parse_args()
    if asked.keys < 1:
        raise Fault("--keys must be at least 1")
    with tempfile.TemporaryDirectory(prefix="lujian-suggest-") as folder:
        _prepare(Path(folder))
        figures: dict[str, Any] = measure(asked.keys)
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        sys.stdout.writelines(f"{name:<18}{value}\n" for name, value in figures.items())


if __name__ == "__main__":
    run(_command)
