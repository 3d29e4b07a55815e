"""Formulas and units with their small digits: CO₂, SO₂, N₂O, NOₓ, m², m³."""

import re

_FORMULAS = ("CO2", "SO2", "SO3", "NO2", "N2O", "H2O", "H2SO4", "CH4", "NH3", "SF6", "NOx", "SOx")
_BELOW = str.maketrans("0123456789x", "₀₁₂₃₄₅₆₇₈₉ₓ")
_ABOVE = str.maketrans("23", "²³")
# A unit of mass may stand before (tCO2), "e" for equivalent behind (CO2e).
_FORMULA = re.compile(rf"(?<![A-Za-z0-9])((?:t|kg|g)?)({'|'.join(_FORMULAS)})(?=e(?:q)?\b|(?![A-Za-z0-9]))", re.ASCII)
_UNIT = re.compile(r"(?<![A-Za-z0-9])(N?m|cm|km|mm)([23])(?![A-Za-z0-9])", re.ASCII)


def with_small_digits(text: str) -> str:
    """Return the text with the digits of formulas below the line and those of areas and volumes above it."""
    text = _FORMULA.sub(lambda found: found[1] + found[2].translate(_BELOW), text)
    return _UNIT.sub(lambda found: found[1] + found[2].translate(_ABOVE), text)
