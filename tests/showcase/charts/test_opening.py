"""A story opens with its drawing; its files and its card show it too, and nothing of it is public before the story."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import Locale

from portal.charts.png import can_write
from tests.factories import make_case, make_effect, make_technology, make_translation

pytestmark = pytest.mark.django_db

SKETCH = """title | 余热回收 | Heat recovery
said | 废气加热水。 | Exhaust warms water.
size 420 150
box 20,40 110,60 | 定型机 | Stenter
box 270,40 120,60 | 换热器 | Exchanger
stream heat 130,70 270,70 at 200,46 middle | 热废气 | Hot exhaust"""


def test_the_page_shows_it_with_the_figure_that_belongs_to_a_stream(client: Client) -> None:
    case = make_case(effects=[make_effect()])
    effect = case.effects.get()
    case.sketch = f"{SKETCH} | {effect.uid}"
    case.save_revision().publish()

    text = client.get(case.url).content.decode()

    assert 'aria-label="余热回收. 废气加热水。"' in text
    assert "热废气" in text
    assert 'class="plot-figure"' in text


def test_in_english_its_words_are_english(client: Client) -> None:
    case = make_case(sketch=SKETCH)
    english = make_translation(case)

    text = client.get(english.url).content.decode()

    assert "Hot exhaust" in text
    assert "热废气" not in text


def test_a_case_without_one_shows_the_principle_of_its_technology_and_says_so(client: Client) -> None:
    technology = make_technology(sketch=SKETCH)
    case = make_case(related=[technology])

    text = client.get(case.url).content.decode()

    assert "并非该企业的装置" in text
    assert text.count("热废气") == 1


def test_a_technology_does_not_borrow_the_drawing_of_another(client: Client) -> None:
    other = make_technology(sketch=SKETCH)
    technology = make_technology(related=[other])

    assert "热废气" not in client.get(technology.url).content.decode()


def test_the_card_of_a_story_is_covered_by_it(client: Client) -> None:
    make_technology(sketch=SKETCH)

    assert 'class="cover sketched"' in client.get("/technologies/").content.decode()


def test_the_card_keeps_its_key_figure_beside_the_drawing(client: Client) -> None:
    make_case(sketch=SKETCH, effects=[make_effect()])
    document = html.fromstring(client.get("/cases/").content)

    (cover,) = document.xpath('//div[@class="cover sketched"]')
    assert cover.xpath(".//svg")
    assert cover.xpath('.//*[@class="figure-value"]')


@pytest.mark.parametrize("name", ["sketch_svg", "sketch_png"])
def test_its_files_name_page_and_source(client: Client, name: str) -> None:
    if name == "sketch_png" and not can_write():
        pytest.skip("no font with Chinese characters")
    case = make_case(sketch=SKETCH)

    answer = client.get(reverse(name, kwargs={"story": case.translation_key}))

    assert answer.status_code == 200
    if name == "sketch_svg":
        assert case.title in answer.content.decode()
        assert case.url in answer.content.decode()


@pytest.mark.parametrize("kept_back", ["draft", "no drawing"])
def test_there_is_no_file_of_a_draft_or_of_no_drawing(client: Client, kept_back: str) -> None:
    case = make_case(sketch="" if kept_back == "no drawing" else SKETCH, live=kept_back != "draft")

    assert client.get(reverse("sketch_svg", kwargs={"story": case.translation_key})).status_code == 404


def test_an_alias_under_an_english_address_is_no_english_story(client: Client) -> None:
    case = make_case(sketch=SKETCH)
    english = Locale.objects.get(language_code="en")
    case.copy_for_translation(english, copy_parents=True, alias=True)

    assert client.get(f"/en/charts/sketches/{case.translation_key}.svg").status_code == 404


def test_the_files_of_the_story_hold_it(client: Client) -> None:
    case = make_case(sketch=SKETCH)

    page = client.get(reverse("story_as_html", args=[case.story_id]))
    word = client.get(reverse("story_as_word", args=[case.story_id]))

    assert "/charts/sketches/" in page.content.decode()
    pictures = [name for name in zipfile.ZipFile(io.BytesIO(word.content)).namelist() if "media/" in name]
    assert len(pictures) == int(can_write())


def test_a_text_that_is_no_drawing_is_refused_by_the_form_with_its_line() -> None:
    case = make_case()
    case.sketch = SKETCH.replace("stream heat", "stream steam")

    with pytest.raises(ValidationError, match="第6行"):
        case.full_clean()
