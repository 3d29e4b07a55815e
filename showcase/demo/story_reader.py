"""Read one story folder: ``facts.yaml``, ``zh-hans.md``, ``en.md``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from showcase.demo.codes import (
    CASE_STANDINGS,
    COMPILED,
    DEPTHS,
    KINDS,
    LANGUAGES,
    MISSING,
    SECTIONS,
    KnownCodes,
)
from showcase.demo.effect_reader import read_effects
from showcase.demo.faults import Faults
from showcase.demo.records import PlantFacts, SourceFacts, StandingFacts, StoryFile, StoryText, TagFacts
from showcase.demo.sketch_reader import read_sketch
from showcase.demo.sourced import (
    check_citations,
    check_same_structure,
    check_source,
    read_sources,
)
from showcase.demo.tables import Table, read_table, read_text
from showcase.demo.texts import ParsedText, parse_text

SUMMARY_HAN = 120
SUMMARY_WORDS = 60
_HAN = re.compile(r"[\u3400-\u9fff]")
_KEYS = (
    set(StoryFile.__annotations__) - {"slug", "path", "texts", "tags", "sketch"}
    | set(TagFacts.__annotations__)
    | {"standing_source", "standing_note"}
)
_PLANT_KEYS = {
    "product_zh",
    "product_en",
    "yearly_output",
    "hours",
    "carrier_replaced_zh",
    "carrier_replaced_en",
    "energy_price",
    "build",
    "provider_zh",
    "provider_en",
    "source",
}


def read_story(folder: Path, known: KnownCodes, faults: Faults) -> StoryFile | None:
    """The story in ``folder``; ``None`` when its facts can't be read at all."""
    table = read_table(folder / "facts.yaml", faults)
    if table is None:
        return None
    table.only(_KEYS)
    sources = read_sources(table)
    if not sources:
        table.fault("the story names no source")
    kind = table.choice("kind", KINDS)
    story = StoryFile(
        slug=folder.name,
        path=folder,
        kind=kind,
        number=table.text("number"),
        tags=_read_tags(table, known),
        standing=_read_standing(table, kind, sources),
        depth=table.choice("depth", DEPTHS),
        plant=_read_plant(table, sources),
        year=table.integer("year"),
        confirmed_on=table.date("confirmed_on"),
        caveat=table.bilingual("caveat"),
        held_back=table.bilingual("held_back"),
        related=tuple(slug.text for slug in table.scalars("related")),
        sources=sources,
        effects=read_effects(table, sources, known),
        sketch=read_sketch(folder, faults),
        texts=_read_texts(folder, kind, sources, faults),
    )
    _check_story(table, story)
    return story


def _read_tags(table: Table, known: KnownCodes) -> TagFacts:
    return TagFacts(
        industries=_codes(table, "industries", known.industries),
        cross_industry=table.flag("cross_industry"),
        techniques=_codes(table, "techniques", known.techniques),
        processes=_codes(table, "processes", known.processes),
        regions=_codes(table, "regions", known.regions),
        goals=_codes(table, "goals", known.goals),
        enterprises=tuple(key.text for key in table.scalars("enterprises")),
        programmes=_codes(table, "programmes", known.programmes),
        levels=_codes(table, "levels", known.levels),
    )


def _read_standing(table: Table, kind: str, sources: tuple[SourceFacts, ...]) -> StandingFacts:
    is_case = kind == "case"
    standing = StandingFacts(
        code=table.choice("standing", CASE_STANDINGS if is_case else (COMPILED,)),
        source=check_source(table, "standing_source", sources),
        note=table.bilingual("standing_note", required=is_case),
    )
    if standing.code in {"listed", "proposed", "press_statement"} and standing.source is None:
        table.fault("the standing names its source", table.line_of("standing"))
    return standing


def _codes(table: Table, key: str, known: frozenset[str]) -> tuple[str, ...]:
    for code in table.scalars(key):
        if code.text not in known:
            table.fault(f"unknown code “{code.text}” in {key}", code.line)
    return tuple(code.text for code in table.scalars(key))


def _read_plant(table: Table, sources: tuple[SourceFacts, ...]) -> PlantFacts | None:
    plant = table.table("plant")
    if plant is None or not plant.names():
        return None
    plant.only(_PLANT_KEYS)
    if "source" not in plant:
        plant.fault("what is said of the plant names its source")
    return PlantFacts(
        product=plant.pair("product"),
        yearly_output=plant.optional("yearly_output"),
        hours=plant.integer("hours"),
        carrier_replaced=plant.pair("carrier_replaced"),
        energy_price=plant.optional("energy_price"),
        build=plant.choice("build", ("new", "retrofit")) if "build" in plant else "",
        provider=plant.pair("provider"),
        source=check_source(plant, "source", sources),
    )


def _check_story(table: Table, story: StoryFile) -> None:
    tags = story.tags
    if not tags.techniques:
        table.fault("the story names no technique")
    if not tags.industries and not tags.cross_industry:
        table.fault("the story names no industry and is not marked cross_industry")
    if story.kind == "case" and not tags.enterprises and not story.held_back:
        table.fault("a case names its enterprise or park")
    if story.depth == "lead" and not story.held_back:
        table.fault("a lead says why it is held back", table.line_of("depth"))
    if story.kind == "case" and not tags.regions:
        table.fault("a case names its region")
    if not story.confirmed_on:
        table.fault("“confirmed_on” is missing")


def _read_texts(folder: Path, kind: str, sources: tuple[SourceFacts, ...], faults: Faults) -> Mapping[str, StoryText]:
    texts = {}
    for language in LANGUAGES:
        path = folder / f"{language}.md"
        markdown = read_text(path, faults)
        if markdown is not None:
            parsed = parse_text(path, markdown, faults)
            _check_text(path, language, kind, parsed, faults)
            check_citations(path, parsed.sections, sources, {MISSING}, faults)
            summary = parsed.lead[0].text if parsed.lead else ""
            texts[language] = StoryText(path, parsed.title, summary, parsed.sections)
    if len(texts) == len(LANGUAGES):
        check_same_structure(
            {language: text.path for language, text in texts.items()},
            {language: text.sections for language, text in texts.items()},
            faults,
            same_keys=True,
        )
    return texts


def _check_text(path: Path, language: str, kind: str, parsed: ParsedText, faults: Faults) -> None:
    if not parsed.title:
        faults.add(path, 1, "the title is missing")
    if len(parsed.lead) != 1:
        faults.add(path, 1, "one summary paragraph stands between title and first section")
    for paragraph in parsed.lead:
        if paragraph.citations or paragraph.by_portal:
            faults.add(path, paragraph.line, "the summary has no citations")
        if summary_too_long(paragraph.text, language):
            limit = f"{SUMMARY_HAN} Han characters" if language != "en" else "60 words"
            faults.add(path, paragraph.line, f"the summary is longer than {limit}")
    order = SECTIONS.get(kind, ())
    keys = [section.key for section in parsed.sections]
    for section in parsed.sections:
        if section.key not in order:
            faults.add(path, section.line, f"unknown section “{section.key}” for a {kind}")
    if keys != sorted(set(keys) & set(order), key=order.index) and set(keys) <= set(order):
        faults.add(path, 1, f"the sections stand in this order, each once: {', '.join(order)}")


def summary_too_long(text: str, language: str) -> bool:
    """Whether a summary exceeds 120 Han characters, or 60 words in English."""
    if language == "en":
        return len(text.split()) > SUMMARY_WORDS
    return len(_HAN.findall(text)) > SUMMARY_HAN
