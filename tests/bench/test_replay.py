"""Fourteen years in which real plants entered and left a register, replayed as notices of invented units."""

import datetime as dt
import os
import random
from pathlib import Path

import pytest
from django.test import Client

from bench.fault import Fault
from bench.replay import faults, read_presence, replay, sample
from tests import factories as make

FILE = Path(__file__).parents[3] / "shared/data/register_presence_2010_2023.csv.gz"
PLANTS = 250

needs_shared = pytest.mark.skipif(
    not FILE.exists() and os.environ.get("CI") != "true", reason="reads ../shared, not part of the project"
)


def months_end(year: int) -> str:
    return dt.date(year, 11, 30).isoformat()


@needs_shared
@pytest.mark.django_db
def test_the_register_of_any_day_and_its_changes_are_what_the_file_says(client: Client):
    make.section("notices"), make.programme(), make.level(), make.region("350582")
    chance = random.Random(6)
    presence = sample(read_presence(FILE), PLANTS, chance)

    units = replay(presence)

    assert len(units) == PLANTS
    assert faults(presence, units, chance, asked=30) == []
    answer = client.get("/register/", {"as_of": months_end(2016), "format": "json"}).json()
    assert answer["total"] == len(presence[2016])
    counts = client.get(
        "/register/changes/", {"from": months_end(2012), "to": months_end(2020), "format": "json"}
    ).json()["counts"]
    assert counts["added"] == len(presence[2020] - presence[2012]) > 0
    assert counts["removed"] == len(presence[2012] - presence[2020]) > 0


@pytest.mark.django_db
def test_a_register_that_lacks_a_unit_is_found_out():
    make.section("notices"), make.programme(), make.level(), make.region("350582")
    presence = {2010: frozenset("ab"), 2011: frozenset("bc")}
    units = replay(presence)

    claimed = {2010: frozenset("ab"), 2011: frozenset("abc")}

    assert faults(claimed, units, random.Random(1), asked=20)


def test_a_line_that_is_no_plant_and_year_is_named(tmp_path: Path):
    file = tmp_path / "presence.csv"
    file.write_text("plant,year\n1,2010\n2,soon\n", encoding="utf-8")

    with pytest.raises(Fault, match="line 3"):
        read_presence(file)
