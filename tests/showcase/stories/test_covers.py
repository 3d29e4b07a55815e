"""The cover of a card when its picture is there, and when it isn't."""

from pathlib import Path

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db

CARDS = "/cases/"


def test_a_card_shows_the_cover_with_its_alternative_text(client: Client):
    make.make_case("定型机废气余热回收", cover=make.make_image(alt_zh="定型机"))

    assert 'alt="定型机"' in client.get(CARDS).content.decode()


@pytest.mark.parametrize("harm", ["lost", "no picture"])
def test_a_cover_whose_file_is_lost_or_broken_costs_the_card_its_picture_and_nothing_else(client: Client, harm: str):
    image = make.make_image(alt_zh="定型机")
    make.make_case("定型机废气余热回收", cover=image)
    file = Path(image.file.path)
    file.unlink() if harm == "lost" else file.write_bytes(b"no picture at all")

    shown = client.get(CARDS)

    assert shown.status_code == 200
    assert "定型机废气余热回收" in shown.content.decode()
    assert 'alt="定型机"' not in shown.content.decode()
