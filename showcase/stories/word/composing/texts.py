"""Writes texts of a Word file as rich text of the editor, and as plain text where a field has no looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from portal.text.citations import cite
from showcase.stories.word.reading.document import Span

_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()ex", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₑₓ")
_LINKS = ("http://", "https://", "mailto:")


def rich(spans: Iterable[Span]) -> str:
    """Return the inside of a paragraph in HTML: bold, italic, raised, lowered, links, line breaks; nothing else."""
    return "".join(map(_marked, _trimmed(spans)))


def _marked(span: Span) -> str:
    if span.cited:
        return cite(*span.cited)
    text = escape(f"注{span.note}" if span.note else span.text, quote=False).replace("\n", "<br/>")
    for tag, is_set in (
        ("sup", span.raised or span.note),
        ("sub", span.lowered),
        ("i", span.italic),
        ("b", span.bold),
    ):
        if is_set and text.strip():
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(span.link)}">{text}</a>' if span.link.lower().startswith(_LINKS) else text


def flat(spans: Iterable[Span]) -> str:
    """Return plain text on one line; raised and lowered letters as the characters that Unicode has: 10³, CO₂."""
    return " ".join("".join(map(_flat, spans)).split())


def _flat(span: Span) -> str:
    if span.note:
        return f"（注{span.note}）"
    table = _RAISED if span.raised else _LOWERED if span.lowered else {}
    shown = span.text.translate(table)
    is_whole = all(ord(letter) in table or letter.isspace() for letter in span.text)
    return shown if is_whole else span.text


def _trimmed(spans: Iterable[Span]) -> list[Span]:
    """Return the spans without blanks at the beginning and the end of the text."""
    kept = [span for span in spans if span.text or span.note or span.cited]
    if kept and kept[0].text:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and kept[-1].text:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept
