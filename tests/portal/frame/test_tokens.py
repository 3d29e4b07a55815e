"""The colours of static/css/tokens.css, in both schemes."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[3] / "static/css/tokens.css").read_text(encoding="utf-8")
DARK_START = TOKENS.index("@media screen and (prefers-color-scheme: dark)")
SCHEMES = ("light", "dark")

GROUNDS = ("paper", "surface", "sunken")
BODY_TEXT = [
    ("ink", ground) for ground in (*GROUNDS, "leaf-wash", "amber-wash", "slate-wash", "clay-wash", "water-wash")
]
OTHER_TEXT = [
    *[(text, ground) for text in ("ink-soft", "leaf", "amber", "slate", "clay", "water") for ground in GROUNDS],
    *[(state, f"{state}-wash") for state in ("leaf", "amber", "slate", "clay", "water")],
    *[("ink-soft", wash) for wash in ("leaf-wash", "amber-wash", "slate-wash", "water-wash", "clay-wash")],
    *[("on-shade-light", f"shade-{step}") for step in (1, 2, 3)],
    *[("on-shade-deep", f"shade-{step}") for step in (4, 5)],
    ("on-leaf", "leaf-strong"),
    ("on-mark", "mark"),
    ("on-night", "night"),
]
NOT_TEXT = [
    *[(line, ground) for line in ("edge", "focus", "rule-strong") for ground in GROUNDS],
    *[("leaf-strong", ground) for ground in ("paper", "surface")],
]


def colours(scheme: str) -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", TOKENS[:DARK_START]))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", TOKENS[DARK_START:]))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def too_weak(scheme: str, pairs: list[tuple[str, str]], least: float) -> list[str]:
    values = colours(scheme)
    measured = ((front, back, contrast(values[front], values[back])) for front, back in pairs)
    return [f"{front} on {back}: {ratio:.2f}" for front, back, ratio in measured if ratio < least]


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_body_text_has_at_least_seven_to_one(scheme: str) -> None:
    assert too_weak(scheme, BODY_TEXT, 7) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_other_text_has_at_least_four_and_a_half_to_one(scheme: str) -> None:
    assert too_weak(scheme, OTHER_TEXT, 4.5) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_control_edges_bars_and_focus_have_at_least_three_to_one(scheme: str) -> None:
    assert too_weak(scheme, NOT_TEXT, 3) == []


def test_the_dark_scheme_redefines_every_colour() -> None:
    light = set(re.findall(r"--([\w-]+):\s*#", TOKENS[:DARK_START]))
    dark = set(re.findall(r"--([\w-]+):\s*#", TOKENS[DARK_START:]))
    assert light == dark


def test_style_sheets_name_no_colour_besides_the_tokens() -> None:
    sheets = [path for path in (Path(__file__).parents[3] / "static/css").rglob("*.css") if path.name != "tokens.css"]
    strays = {
        path.name: found
        for path in sheets
        if (found := re.findall(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\()", path.read_text(encoding="utf-8")))
    }
    assert strays == {}
