"""The recommendations as the records an engine stores: the same fields as a story's, filled from plain rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from bench.iac.amounts import amounts_of
from bench.iac.models import Recommendation
from bench.iac.tables import ARC_CLASSES, OTHER_CLASS, ROOT_REGION
from portal.caching.content_version import current, kept_in_process
from search.core.record import Record, RecordText, is_id
from showcase.choices import Evidence, StoryKind
from showcase.effects.choices import Scope
from showcase.models import Industry, Region, Technique
from showcase.vocabulary.trees import industry_codes, region_codes, technique_codes


@dataclass(frozen=True)
class Terms:
    """The terms that some recommendations name, by code."""

    techniques: dict[str, Technique]
    industries: dict[str, Industry]
    regions: dict[str, Region]

    @classmethod
    def of(cls, rows: Iterable[Recommendation]) -> Terms:
        """Three queries, however many rows."""
        rows = list(rows)
        return cls(
            Technique.objects.in_bulk({row.technique for row in rows}, field_name="code"),
            Industry.objects.in_bulk({row.plant.division for row in rows}, field_name="code"),
            Region.objects.in_bulk({row.plant.state for row in rows}, field_name="code"),
        )

    @classmethod
    def kept(cls) -> Terms:
        """All terms, read anew when the content changes: for cards, which every page of results has."""
        return kept_in_process(
            "iac.terms",
            current(),
            lambda: cls(
                Technique.objects.in_bulk(field_name="code"),
                Industry.objects.in_bulk(field_name="code"),
                Region.objects.in_bulk(field_name="code"),
            ),
        )


def public_ids() -> set[str]:
    """Ids of all records, none before they are loaded whole or once their removal has begun."""
    if not Region.objects.filter(code=ROOT_REGION).exists():
        return set()
    return {str(key) for key in Recommendation.objects.values_list("id", flat=True).iterator(10_000)}


def public_recommendations(record_ids: Collection[str]) -> list[Recommendation]:
    """Those of these ids that are public, with their plants, in no order; ids of stories are none of them."""
    keys = [UUID(name) for name in record_ids if is_id(name)]
    rows = list(Recommendation.objects.filter(pk__in=keys).select_related("plant")) if keys else []
    return rows if rows and ROOT_REGION in Terms.kept().regions else []


def records(record_ids: Collection[str]) -> dict[str, Record]:
    """The records of those of these ids that are public; a constant number of queries."""
    rows = public_recommendations(record_ids)
    terms = Terms.of(rows) if rows else Terms({}, {}, {})
    return {str(row.pk): _record(row, terms) for row in rows}


def title(row: Recommendation, terms: Terms, language: str) -> str:
    """Technique or class, and what the plant makes; where that isn't said, its industry."""
    technique, industry = terms.techniques.get(row.technique), terms.industries.get(row.plant.division)
    zh, en = ARC_CLASSES.get(row.arc_class or 0, OTHER_CLASS)
    if language == "en":
        about = row.plant.product or (industry.label_in("en") if industry else "")
        parts = [technique.label_in("en") if technique else en, about]
        return ": ".join(part for part in parts if part)
    parts = [technique.zh if technique else zh, industry.zh if industry else row.plant.product]
    return "：".join(part for part in parts if part)


def _record(row: Recommendation, terms: Terms) -> Record:
    technique, product = terms.techniques.get(row.technique), row.plant.product
    definition = {"zh-hans": technique.definition_zh, "en": technique.definition_en} if technique else {}
    return Record(
        id=str(row.pk),
        texts={
            language: RecordText(title(row, terms, language), "", "\n".join([definition.get(language, ""), product]))
            for language in ("zh-hans", "en")
        },
        codes=_codes(row, terms),
        names=_names(row, terms),
        date=dt.date(row.year, 1, 1) if row.year else None,
        amounts=amounts_of(row),
    )


def _codes(row: Recommendation, terms: Terms) -> dict[str, tuple[str, ...]]:
    return {
        "kind": (StoryKind.PRACTICE.value,),
        "industry": tuple(industry_codes([row.plant.division])) if row.plant.division in terms.industries else (),
        "technique": tuple(technique_codes([row.technique])) if row.technique in terms.techniques else (),
        "region": tuple(region_codes([row.plant.state])) if row.plant.state in terms.regions else (ROOT_REGION,),
        "year": (str(row.year),) if row.year else (),
        "evidence": (Evidence.ESTIMATED.value,),
        "scope": (Scope.MEASURE.value,),
    }


def _names(row: Recommendation, terms: Terms) -> tuple[str, ...]:
    found = (
        terms.techniques.get(row.technique),
        terms.industries.get(row.plant.division),
        terms.regions.get(row.plant.state),
    )
    names = [name for term in found if term for name in (term.zh, term.en)]
    return tuple(name for name in (row.number, row.plant_id, *names) if name)
