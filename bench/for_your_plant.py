"""Times the page for a plant: `python -m bench.for_your_plant --data ../shared/data/iac --json`.

A site of its own with an invented technology for each technique. What is reported of them are the recommendations of
the US Industrial Assessment Centers (their division approximate, technique and machines made up, see `bench.iac`) and
invented replications. Random plants are asked for, with nothing from a page cache: `ranking` is the order of all
measures with their reasons, `page` the whole HTML page in both languages. Milliseconds of processor time.
"""

import argparse
import json
import logging
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bench import scratch_site
from bench.fault import Fault, run
from bench.timing import figures, worked

if TYPE_CHECKING:
    from bench.iac.models import Plant, Recommendation
    from showcase.for_your_plant.further_uses import FurtherUse

QUESTIONS = 200
MACHINES_OF_A_MEASURE, MACHINES_OF_A_USE = 4, 2
WITHOUT_TECHNIQUE = "T01.03"
"""What recommendations on productivity stand for here: an audit."""
_BODY = [
    {"type": "section", "value": "not_fits"},
    {"type": "text", "value": "<p>没有稳定热源的场合不适用。</p><p>烟气含油多时要先净化。</p>"},
    {"type": "section", "value": "measure_first"},
    {"type": "text", "value": "<p>排气温度和风量。</p><p>每天运行小时。</p><p>现用热源的价格。</p>"},
]


def measure(data: Path, replications: int, chance: random.Random) -> dict[str, Any]:
    """Fill the site, read it into memory and ask for plants."""
    from showcase.for_your_plant import further_uses, reading

    pages = _technologies(chance)
    uses = [*_recommended(data, pages, chance), *_replicated(replications, pages, chance)]
    further_uses.register("bench", lambda: uses)
    begun = time.process_time()
    known = reading.known()
    built = time.process_time() - begun
    questions = [_question(chance) for _ in range(QUESTIONS)]
    for question in questions[:10]:
        _open(question)
    return {
        "uses": len(uses),
        "rows": known.index.size,
        "measures": len(known.index.measures),
        "read_s": round(built, 2),
        "ranking_ms": figures([worked(lambda: _rank(question))[1] for question in questions]),  # noqa: B023
        "page_ms": figures([worked(lambda: _open(question))[1] for question in questions]),  # noqa: B023
    }


def _technologies(chance: random.Random) -> dict[str, int]:
    """Create the technologies; return technique → primary key."""
    from wagtail.models import Locale

    from showcase.models import IndustryItem, StoryIndexPage, StoryProcess, TechniqueItem, TechnologyPage
    from showcase.vocabulary.models import Industry, Process, Technique

    section = StoryIndexPage.objects.get(story_kind="technology", locale=Locale.get_default())
    machines, divisions = list(Process.objects.all()), list(Industry.objects.filter(code__regex="^C[0-9]{2}$"))
    found = {}
    for technique in Technique.objects.filter(parent__isnull=False):
        fields = {"summary": technique.zh, "standing": "compiled", "body": json.dumps(_BODY), "live": False}
        page = TechnologyPage(title=f"{technique.zh}（压测）", slug=f"bench-{technique.pk}", **fields)
        page.cross_industry = chance.random() < 0.3
        page.technique_items = [TechniqueItem(tag=technique)]
        page.process_items = [StoryProcess(process=one) for one in chance.sample(machines, MACHINES_OF_A_MEASURE)]
        page.industry_items = [IndustryItem(tag=one) for one in chance.sample(divisions, 3)]
        section.add_child(instance=page)
        TechnologyPage.objects.filter(pk=page.pk).update(live=True)
        found[technique.code] = page.pk
    return found


def _recommended(data: Path, pages: dict[str, int], chance: random.Random) -> Iterator["FurtherUse"]:
    """Yield the recommendations as uses; those that their plant declined as not adopted."""
    from bench.iac.reading import DataSetFault, read_plants, read_recommendations

    try:
        plants = {plant.id: plant for plant in read_plants(data)}
        for row in read_recommendations(data):
            yield _use(row, plants.get(row.plant_id), pages, _machines(chance))
    except DataSetFault as fault:
        raise Fault(str(fault)) from None


def _use(
    row: "Recommendation", plant: "Plant | None", pages: dict[str, int], machines: tuple[str, ...]
) -> "FurtherUse":
    from bench.iac.amounts import amounts_of
    from bench.iac.models import Status
    from showcase.for_your_plant.further_uses import FurtherUse
    from showcase.for_your_plant.ranking.index import UseFigure

    return FurtherUse(
        story=pages.get(row.technique) or pages[WITHOUT_TECHNIQUE],
        plant=f"iac:{row.plant_id}",
        industries=(plant.division,) if plant and plant.division else (),
        machines=machines,
        figures=tuple(UseFigure(code, number, "estimated") for code, (number,) in amounts_of(row).items()),
        adopted=row.status != Status.NOT_IMPLEMENTED,
    )


def _replicated(number: int, pages: dict[str, int], chance: random.Random) -> Iterator["FurtherUse"]:
    """Yield invented replications, each of a plant of its own."""
    from showcase.for_your_plant.further_uses import FurtherUse
    from showcase.for_your_plant.ranking.index import UseFigure

    keys = list(pages.values())
    for place in range(number):
        saved = UseFigure("energy", round(chance.lognormvariate(5, 1.5), 1), chance.choice(["metered", "estimated"]))
        yield FurtherUse(chance.choice(keys), f"reader:{place}", (_division(chance),), _machines(chance), (), (saved,))


def _division(chance: random.Random) -> str:
    return f"C{chance.randint(13, 40)}"


def _machines(chance: random.Random) -> tuple[str, ...]:
    return tuple(f"P{chance.randint(3, 230):03}" for _ in range(MACHINES_OF_A_USE))


def _question(chance: random.Random) -> list[tuple[str, str]]:
    """Return what a reader asks: an industry, mostly, up to eight machines, carriers, some with their amounts."""
    asked = [("industry", _division(chance))] if chance.random() < 0.9 else []
    asked += [("process", code) for code in {*_machines(chance), *_machines(chance), *_machines(chance)}]
    for carrier in chance.sample(["electricity", "gas", "coal", "steam", "biomass"], chance.randint(1, 3)):
        asked.append(("carrier", carrier))
        asked += [(carrier, str(chance.randint(1, 90_000)))] if chance.random() < 0.5 else []
    return asked


def _rank(question: list[tuple[str, str]]) -> None:
    from django.http import QueryDict

    from showcase.for_your_plant.asked import Asked
    from showcase.for_your_plant.ranking.rules import rank_measures
    from showcase.for_your_plant.reading import known
    from showcase.for_your_plant.terms import terms

    plant = Asked.from_params(QueryDict(urlencode(question)), terms()).plant()
    rank_measures(plant, known().index.supported(plant))


def _open(question: list[tuple[str, str]]) -> None:
    from django.test import Client

    language = "/en" if len(question) % 2 else ""
    address = f"{language}/for-your-plant/?{urlencode(question)}"
    answer = Client(HTTP_HOST="127.0.0.1").get(address)
    if answer.status_code != 200 or b"measure-1" not in answer.content:
        raise Fault(f"{address} answered {answer.status_code}")


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.for_your_plant", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/iac"), help="the data set of bench.iac")
    parser.add_argument("--replications", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--engine", help="taken for the other benches' sake: the page needs no engine")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    given = parser.parse_args()
    if given.replications < 0:
        raise Fault("--replications: at least 0")
    logging.disable(logging.WARNING)
    with scratch_site.scratch_folder(None) as folder:
        scratch_site.set_up(folder, "embedded:memory")
        found = measure(given.data.resolve(), given.replications, random.Random(given.seed))
    if given.json:
        print(json.dumps(found))
    else:
        print("\n".join(f"{name}: {value}" for name, value in found.items()), file=sys.stdout)


if __name__ == "__main__":
    run(_command)
