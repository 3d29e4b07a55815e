"""A page as a reference for programs: what is written can be read again."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from portal.frame.citation import bibtex, ris

TITLES = st.text(min_size=1, max_size=60).filter(lambda text: text.strip())
DAY, READ = dt.date(2026, 11, 22), dt.date(2026, 12, 1)
ADDRESS = "https://example.org/cases/heat-1/"


def plain(tex: str) -> str:
    """What TeX prints of it."""
    named = (
        tex.replace(r"\textbackslash{}", r"\\")
        .replace(r"\textasciitilde{}", "\\~")
        .replace(r"\textasciicircum{}", "\\^")
    )
    return re.sub(r"\\(.)", r"\1", named)


@given(TITLES)
def test_bibtex_keeps_the_title_whatever_it_holds(title):
    entry = bibtex(title, "绿鉴", ADDRESS, DAY, READ)

    found = re.search(r"^  title = \{\{(.*)\}\},$", entry, re.MULTILINE)
    assert found
    assert plain(found[1]) == " ".join(title.split())
    assert len(re.findall(r"(?<!\\)\{", entry)) == len(re.findall(r"(?<!\\)\}", entry))
    assert "  url = {https://example.org/cases/heat-1/}," in entry
    assert "  date = {2026-11-22}," in entry


@given(TITLES)
def test_ris_has_one_tag_a_line(title):
    lines = ris(title, "Lüjian", ADDRESS, None, READ, "en").split("\n")

    assert lines[0] == "TY  - ELEC"
    assert lines[-1] == "ER  - "
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert f"TI  - {' '.join(title.split())}" in lines
    assert "Y2  - 2026/12/01" in lines
