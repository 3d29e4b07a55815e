"""The industries and machines that a plant chooses from; kept in the process until a term changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal.caching.content_version import current_vocabulary, kept_in_process
from showcase.for_your_plant.ranking.carriers import NAMED_AS_MACHINES
from showcase.vocabulary.ancestry import is_industry_group
from showcase.vocabulary.models import Industry, Process
from showcase.vocabulary.tables import read_processes
from showcase.vocabulary.trees import industry_codes, industry_group_overrides


@dataclass(frozen=True, slots=True)
class Named:
    """A term with its names."""

    code: str
    zh: str
    en: str

    def label_in(self, language: str) -> str:
        return self.en or self.zh if language == "en" else self.zh

    def language_in(self, language: str) -> str:
        """Return the language of that label."""
        return "en" if language == "en" and self.en else "zh-hans"


@dataclass(frozen=True)
class Terms:
    """By code, in the order of the vocabulary. `divisions`: industry group → divisions; `narrower`: code → codes."""

    industries: Mapping[str, Named]
    machines: Mapping[str, Named]
    divisions: Mapping[str, tuple[str, ...]]
    narrower: Mapping[str, tuple[str, ...]]


def terms() -> Terms:
    """Return all terms; three queries after a change of the vocabulary, none else."""
    return kept_in_process("for-your-plant.terms", current_vocabulary(), _read)


@cache
def common_machines() -> frozenset[str]:
    """Return the codes of machines that every industry has, as the vocabulary's file says."""
    return frozenset(row.code for row in read_processes() if not row.industries)


def _read() -> Terms:
    industries = {code: Named(code, zh, en) for code, zh, en in Industry.objects.values_list("code", "zh", "en")}
    processes = Process.objects.exclude(code__in=NAMED_AS_MACHINES).values_list("code", "zh", "en")
    machines = {code: Named(code, zh, en) for code, zh, en in processes}
    groups, divisions, narrower = industry_group_overrides(), defaultdict(list), defaultdict(list)
    for code in industries:
        if len(code) == 3 and not is_industry_group(code) and code in groups:
            for above in industry_codes([code], groups) - {code}:
                divisions[above].append(code)
        elif len(code) > 3:
            narrower[code[:-1]].append(code)
    return Terms(industries, machines, _fixed(divisions), _fixed(narrower))


def _fixed(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {code: tuple(codes) for code, codes in sorted(found.items())}
