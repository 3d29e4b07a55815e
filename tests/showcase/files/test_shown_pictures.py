"""Pictures come in formats that browsers choose from; what takes long to make, the worker makes and no reader."""

import re
from pathlib import Path

import pytest
from PIL import features

from portal.caching import content_version
from portal.files.media import Rendition
from portal.files.renditions import make_missing
from portal.files.shown_picture import COVER, FIGURE, newer_formats, shown_picture
from tests.factories import make_case, make_image, make_practice, paragraph
from tests.showcase.shown_files import figure

pytestmark = pytest.mark.django_db

TEXT = paragraph("如图。", own=True)
SOURCE = re.compile(r'<source type="(image/\w+)" srcset="([^"]+)"')


def test_this_machine_writes_the_formats_that_pages_offer():
    assert features.check("avif")
    assert features.check("webp")


def test_a_reader_makes_no_new_format_and_finds_the_old_one(client):
    image = make_image(size=(1600, 900))
    case = make_case(body=[TEXT, figure(image)])

    shown = client.get(case.url).content.decode()

    assert SOURCE.findall(shown) == []
    assert 'width="1080"' in shown
    assert not Rendition.objects.filter(filter_spec__contains="format-").exists()


def test_the_worker_makes_them_once_and_then_pages_offer_the_best_first(client):
    image = make_image(size=(1600, 900))
    case = make_case(cover=image, body=[TEXT, figure(image)])
    before = content_version.current()

    assert make_missing() == len(newer_formats(FIGURE)) + len(newer_formats(COVER))
    assert content_version.current() > before
    assert make_missing() == 0

    found = SOURCE.findall(client.get(case.url).content.decode())
    assert [kind for kind, _srcset in found] == ["image/avif", "image/webp"] * 2
    sizes = [re.findall(r" (\d+)w", srcset) for _kind, srcset in found]
    assert sizes == [["352", "704"]] * 2 + [["540", "1080"]] * 2
    for _kind, srcset in found:
        for address in re.findall(r"(/media/\S+)", srcset):
            assert client.get(address).status_code == 200


def test_nothing_is_made_for_a_draft(client):
    make_case(live=False, cover=make_image(size=(1600, 900)))

    assert make_missing() == 0


def test_a_new_focal_point_is_cut_anew():
    image = make_image(size=(1600, 900))
    make_case(cover=image)
    make_missing()

    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 100, 100, 50, 50
    image.save()

    assert shown_picture(image, COVER).sources == ()
    assert make_missing() == len(newer_formats(COVER))
    assert [source.media_type for source in shown_picture(image, COVER).sources] == ["image/avif", "image/webp"]


def test_a_lost_file_does_not_keep_the_worker_from_the_others():
    lost = make_image(size=(800, 600))
    make_case(cover=lost)
    make_practice(cover=make_image(size=(800, 600)), body=[paragraph("做法", own=True)])
    Path(lost.file.path).unlink()

    assert make_missing() == len(newer_formats(COVER))


def test_a_page_with_many_figures_costs_no_more_queries(client, django_assert_max_num_queries):
    def queries(number):
        case = make_case(body=[TEXT, *(figure(make_image(size=(1200, 800))) for _number in range(number))])
        make_missing()
        client.get(case.url)  # makes the format that every browser reads
        content_version.move()
        with django_assert_max_num_queries(80) as captured:
            shown = client.get(case.url).content.decode()
        assert len(SOURCE.findall(shown)) == 2 * number
        return len(captured)

    assert queries(1) == queries(4)


def test_who_made_a_picture_and_its_terms_stand_below_it(client):
    image = make_image(credit="林工", licence="CC BY 4.0")

    shown = client.get(make_case(cover=image, body=[TEXT, figure(image)]).url).content.decode()

    assert shown.count("林工") == 2
    assert shown.count("CC BY 4.0") == 2
