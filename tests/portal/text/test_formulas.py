"""Formulas and units are written with small digits, and only they."""

import polib  # type: ignore[import-untyped]
import pytest

from ops.places import ROOT
from portal.text.formulas import with_small_digits


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1.6 tCO2 and 5 kg CO2e", "1.6 tCO₂ and 5 kg CO₂e"),
        ("SO2、SO3 和 NOx", "SO₂、SO₃ 和 NOₓ"),
        ("low-NOx, N2O, H2SO4 in H2O", "low-NOₓ, N₂O, H₂SO₄ in H₂O"),
        ("35 mg/m3 over 40 m2, 8 Nm3", "35 mg/m³ over 40 m², 8 Nm³"),
        ("CO₂, m²", "CO₂, m²"),
        ("scope 2, GB/T 2589, CO-2, PM2, ISO2, am3 and M3", "scope 2, GB/T 2589, CO-2, PM2, ISO2, am3 and M3"),
    ],
)
def test_formulas_and_units_get_small_digits_and_nothing_else_does(written: str, shown: str) -> None:
    assert with_small_digits(written) == shown


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_every_message_writes_formulas_with_small_digits(language: str) -> None:
    messages = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    texts = {text for entry in messages for text in (entry.msgid, entry.msgstr, *entry.msgstr_plural.values())}
    assert {text for text in texts if with_small_digits(text) != text} == set()
