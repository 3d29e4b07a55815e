"""What the address says of a plant. Nothing of it is kept anywhere else."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from showcase.for_your_plant.ranking.carriers import NAMED_AS_MACHINES
from showcase.for_your_plant.ranking.choices import Carrier
from showcase.for_your_plant.ranking.energy import coal_equivalent
from showcase.for_your_plant.ranking.facts import Features, Plant
from showcase.for_your_plant.terms import Terms, common_machines
from showcase.lists.register.query import clean_text
from showcase.vocabulary.trees import industry_codes

MOST_INDUSTRIES, MOST_MACHINES = 10, 60
_LONGEST_AMOUNT = 20
_SPACES = str.maketrans("", "", ",，'’_ \u00a0\u202f\u3000")


@dataclass(frozen=True)
class Asked:
    """The plant as entered.

    `amounts`: carrier → text as typed; the two texts: what was typed and not recognised yet.
    """

    industries: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    amounts: Mapping[Carrier, str] = field(default_factory=dict)
    industry_text: str = ""
    machine_text: str = ""

    @classmethod
    def from_params(cls, params: QueryDict, known: Terms) -> Asked:
        """Read the query string; codes that no term has are dropped."""
        typed = {carrier: _typed(params.get(carrier.value, "")) for carrier in Carrier}
        chosen = set(params.getlist("carrier"))
        return cls(
            industries=_known(params.getlist("industry"), known.industries, MOST_INDUSTRIES),
            machines=_known(params.getlist("process"), known.machines, MOST_MACHINES),
            carriers=tuple(carrier for carrier in Carrier if carrier in chosen or _counts(typed[carrier])),
            amounts={carrier: text for carrier, text in typed.items() if text},
            industry_text=clean_text(params.get("industries", "")),
            machine_text=clean_text(params.get("machines", "")),
        )

    @property
    def is_described(self) -> bool:
        """Whether anything is known of the plant that measures can be compared with."""
        return bool(self.industries or self.machines or self.carriers)

    @property
    def is_empty(self) -> bool:
        return self == Asked()

    @property
    def faulty(self) -> frozenset[Carrier]:
        """The carriers whose amount is no number."""
        return frozenset(carrier for carrier, text in self.amounts.items() if read_amount(text) is None)

    def adding(self, industries: Iterable[str], machines: Iterable[str], texts: tuple[str, str]) -> Asked:
        """Return it with further terms, and with what is left of the two texts; *steam* is a carrier."""
        found = list(machines)
        named = {NAMED_AS_MACHINES[code] for code in found if code in NAMED_AS_MACHINES} | set(self.carriers)
        own = (code for code in found if code not in NAMED_AS_MACHINES)
        return replace(
            self,
            industries=tuple(dict.fromkeys((*self.industries, *industries)))[:MOST_INDUSTRIES],
            machines=tuple(dict.fromkeys((*self.machines, *own)))[:MOST_MACHINES],
            carriers=tuple(carrier for carrier in Carrier if carrier in named),
            industry_text=texts[0],
            machine_text=texts[1],
        )

    def address(self, path: str) -> str:
        """Return the address that says the same."""
        params = [("industry", code) for code in self.industries]
        params += [("process", code) for code in self.machines]
        params += [("carrier", carrier.value) for carrier in self.carriers]
        params += [(carrier.value, text) for carrier, text in self.amounts.items()]
        params += [("industries", self.industry_text)] if self.industry_text else []
        params += [("machines", self.machine_text)] if self.machine_text else []
        return f"{path}?{urlencode(params)}" if params else path

    def plant(self) -> Plant:
        """Return the plant as the ranking takes it; amounts as coal equivalent."""
        numbers = {carrier: number for carrier, text in self.amounts.items() if (number := read_amount(text))}
        features = Features(
            industries=industry_codes(self.industries),
            machines=frozenset(self.machines),
            carriers=frozenset(self.carriers),
        )
        return Plant(features, coal_equivalent(numbers), common_machines())


def read_amount(text: str) -> float | None:
    """Return the number that was typed, in whatever digits and with separators; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).translate(_SPACES)
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _counts(text: str) -> bool:
    return bool(read_amount(text))


def _typed(raw: str) -> str:
    return clean_text(raw)[:_LONGEST_AMOUNT].strip()


def _known(codes: Iterable[str], terms: Mapping[str, object], most: int) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if code in terms)[:most]
