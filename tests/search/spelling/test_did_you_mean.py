"""Did you mean: only where the text finds nothing whole and the offer does; never a word of what is not public."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from search.index.reconcile import reconcile
from search.models import KnownWord, StoryWords
from search.spelling.candidates import candidates
from tests.factories import make_case, make_translation, paragraph, section
from tests.search.finding import found
from tests.search.scenes import lay_down

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(index: None) -> None:
    lay_down(two_stories)


def two_stories() -> None:
    body = [("section", "background"), paragraph("蒸汽管网的冷凝水没有回收，定型机废气直接排放。", 1)]
    heat = make_case("定型机废气余热回收", body=body)
    make_translation(heat, "Waste heat recovery from stenter exhaust with a heat exchanger")
    make_case("染色废水中水回用", techniques=["T08.03"])


def offered(client: Client, text: str, language: str = "zh-hans") -> list[str]:
    return found(client, text, language)["suggestions"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("余热回首", "余热回收"),
        ("鱼热", "余热"),
        ("定型机肥气", "定型机废气"),
        ("冷宁水", "冷凝水"),
        ("正汽", "蒸汽"),
        ("yure huishou", "余热回收"),
        ("lenningshui", "冷凝水"),
        ("zengqi", "蒸汽"),
    ],
)
def test_chinese_words_are_offered_by_their_sound(client: Client, typed: str, meant: str) -> None:
    assert offered(client, typed) == [meant]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stentre", "stenter"),
        ("heat exchnager", "heat exchanger"),
        ("waste heat recvery", "waste heat recovery"),
        ("exaust", "exhaust"),
    ],
)
def test_english_words_are_offered_by_their_spelling(client: Client, typed: str, meant: str) -> None:
    assert offered(client, typed, "en") == [meant]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("right", ["余热", "余热回收", "废气", "waste heat", "stenters", ""])
def test_nothing_is_offered_for_what_is_found(client: Client, right: str) -> None:
    assert offered(client, right) == []


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("unknown", ["氢燃料电池", "xyzzyplugh", "纳米", "ab", "12345", "余热 12345"])
def test_nothing_is_offered_where_nothing_sounds_or_looks_alike(client: Client, unknown: str) -> None:
    assert offered(client, unknown) == []


@pytest.mark.usefixtures("site")
def test_what_is_offered_finds_something_within_the_finders_presets_and_is_a_link(client: Client) -> None:
    page = client.get("/search/", {"q": "余热回首", "industry": "C17"})

    offer = page.context["did_you_mean"]
    assert offer.label == "余热回收"
    assert client.get(f"/search/{offer.url}").context["total"] == 1
    assert "industry=C17" in offer.url
    assert "余热回收</a>" in page.content.decode()


def test_words_of_drafts_and_private_stories_are_not_known(client: Client) -> None:
    make_case("机密设备甲", live=False)
    make_case("保密装置乙")
    restriction = PageViewRestriction.objects.create(page=section("cases"), restriction_type=PageViewRestriction.LOGIN)

    assert not KnownWord.objects.filter(text__in=["机密", "保密"]).exists()
    assert not StoryWords.objects.exists()
    assert offered(client, "宝密") == []

    restriction.delete()
    assert offered(client, "宝密") == ["保密"]


def test_words_go_with_the_last_story_that_holds_them(client: Client) -> None:
    one, other = make_case("保密装置甲"), make_case("保密装置乙")
    assert KnownWord.objects.get(text="保密").stories == 2

    one.delete()
    assert KnownWord.objects.get(text="保密").stories == 1
    other.title = "余热装置乙"
    other.save_revision().publish()

    assert not KnownWord.objects.filter(text="保密").exists()


def test_publishing_twice_counts_once() -> None:
    case = make_case("保密装置甲")
    case.save_revision().publish()

    assert KnownWord.objects.get(text="保密").stories == 1


def test_the_workers_minute_finds_words_that_were_lost() -> None:
    from search.index import drain

    make_case("保密装置甲")
    StoryWords.objects.all().delete()
    KnownWord.objects.all().delete()

    assert reconcile() == 1
    drain.drain_patiently()

    assert KnownWord.objects.filter(text="保密").exists()


@pytest.mark.parametrize("text", ["(" * 300, "余" * 200, "a" * 200, "\x00", "😀", "a" * 20 + "余" * 20, "\u202e余热"])
def test_no_text_breaks_the_candidates(text: str) -> None:
    make_case("余热装置甲")

    assert all(len(round_) <= 12 for round_ in candidates(text))
