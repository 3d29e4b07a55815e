"""Terms as small links, in the reader's language, with the icon of their group."""

from __future__ import annotations

from showcase.cards import Chip, ChipKind
from showcase.vocabulary.ancestry import is_industry_group
from showcase.vocabulary.models import CodedTerm, Industry, Process, Region, Technique
from showcase.vocabulary.trees import industry_codes


def technique_chip(technique: Technique, count: int | None = None) -> Chip:
    """Return the chip of a technique or technique group, linked to its page."""
    return Chip(
        code=technique.code,
        label=technique.label,
        url=technique.get_absolute_url(),
        kind="technique",
        language=technique.label_language,
        group=technique.code.partition(".")[0],
        count=count,
    )


def industry_chip(industry: Industry, count: int | None = None) -> Chip:
    """Return the chip of an industry of any level, linked to its page."""
    return Chip(
        code=industry.code,
        label=industry.label,
        url=industry.get_absolute_url(),
        kind="industry",
        language=industry.label_language,
        group=industry_group_of(industry.code),
        count=count,
    )


def region_chip(region: Region, count: int | None = None) -> Chip:
    """Return the chip of a region, linked to its page."""
    return Chip(
        code=region.code,
        label=region.label,
        url=region.get_absolute_url(),
        kind="region",
        language=region.label_language,
        count=count,
    )


def process_chip(process: Process) -> Chip:
    """Return the chip of a process, without a link: processes have no page."""
    return Chip(code=process.code, label=process.label, url="", kind="process", language=process.label_language)


def plain_chip(term: CodedTerm, kind: ChipKind) -> Chip:
    """Return the chip of a goal, catalogue or programme, without a link: they have no page."""
    return Chip(code=term.code, label=term.label, url="", kind=kind, language=term.label_language)


def industry_group_of(code: str) -> str:
    """Return the group (`G08`) whose icon an industry shows; empty where it has none."""
    return next((found for found in sorted(industry_codes([code])) if is_industry_group(found)), "")
