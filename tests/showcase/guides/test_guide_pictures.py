"""The pictures of the guides: each in both languages, of one size and small, and none that no guide shows."""

import re
from pathlib import Path

import pytest
from django.urls import resolve
from PIL import Image

from ops.fault import Fault
from ops.guide_pictures import scenes_named
from ops.guides.scenes import SCENES, Scene
from ops.places import ROOT
from portal.guides import shelves
from portal.guides.reading import HEIGHT, WIDTH, Picture
from showcase.roles import ROLES

PICTURES = ROOT / "static" / "guides"
MOST_BYTES, MOST_BYTES_TOGETHER = 60_000, 3_000_000


def files() -> list[Path]:
    return sorted(PICTURES.rglob("*.*"))


def pictures(language: str) -> list[Picture]:
    guides = [guide for slug in shelves.slugs() if (guide := shelves.guide_in(slug, language))]
    return [picture for guide in guides for section in guide.sections for picture in section.pictures]


@pytest.mark.parametrize("language", shelves.languages())
def test_every_picture_is_there_and_says_what_it_shows(language: str):
    shown = pictures(language)

    assert {path.stem for path in files() if path.parent.name == language} == {picture.name for picture in shown}
    assert all(picture.alt for picture in shown)


def test_pictures_have_one_size_and_stay_small():
    for path in files():
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("WEBP", (WIDTH, HEIGHT)), path
        assert path.stat().st_size <= MOST_BYTES, path
    assert sum(path.stat().st_size for path in files()) < MOST_BYTES_TOGETHER


# The script ----------------------------------------------------------------------------------------------


def test_the_script_makes_every_picture_that_a_guide_shows_and_no_other():
    assert sorted(scene.name for scene in SCENES) == sorted({picture.name for picture in pictures("en")})


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_is_on_a_page_that_there_is_for_a_role_that_there_is(scene: Scene):
    assert resolve(re.sub(r"\{\w+\}", "1", scene.address))
    assert scene.role in {role.name for role in ROLES}


def test_the_script_refuses_a_name_that_no_scene_has():
    assert [scene.name for scene in scenes_named(["home"])] == ["home"]
    with pytest.raises(Fault, match="nothing"):
        scenes_named(["home", "nothing"])
