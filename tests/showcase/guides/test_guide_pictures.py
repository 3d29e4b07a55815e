"""The pictures of the guides: each in both languages, of one size and small, and none that no guide shows."""

from pathlib import Path

import pytest
from PIL import Image

from ops.places import ROOT
from portal.guides import shelves
from portal.guides.reading import HEIGHT, WIDTH, Picture

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
