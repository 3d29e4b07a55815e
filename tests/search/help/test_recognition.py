"""What the search recognises in a text besides words, and says above the results."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from showcase.enterprises.credit_codes import check_character
from tests.factories import make_announcement, make_case, make_enterprise, section
from tests.search.finding import found, titles

pytestmark = pytest.mark.usefixtures("index")

BODY = "91350582MA2XYABC1"
CODE = BODY + check_character(BODY)
WRONG = BODY + ("0" if CODE[-1] != "0" else "1")


def said(client: Client, text: str, language: str = "zh-hans") -> list[tuple[str, str, bool]]:
    """Each line as its link's label, its address, and whether it names a fault."""
    base = "/en/search/" if language == "en" else "/search/"
    page = client.get(base, {"q": text})
    lines = page.context["recognised"]
    assert all(escape(line.text) in page.content.decode() for line in lines)
    return [(line.label, line.url, line.is_fault) for line in lines]


# Credit codes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), f"{CODE[:8]} {CODE[8:]}", f"{CODE[:8]}-{CODE[8:]}"])
def test_a_credit_code_leads_to_its_enterprise(client: Client, typed: str) -> None:
    firm = make_enterprise("示例印染有限公司", credit_code=CODE)

    assert said(client, typed) == [("示例印染有限公司", firm.get_absolute_url(), False)]


def test_a_wrong_check_digit_is_said_with_the_one_that_would_fit(client: Client) -> None:
    make_enterprise("示例印染有限公司", credit_code=CODE)

    page = client.get("/en/search/", {"q": WRONG})

    (line,) = page.context["recognised"]
    assert line.is_fault
    assert f"the last one would be {CODE[-1]}" in line.text
    assert line.text in page.content.decode()


@pytest.mark.parametrize("typed", [CODE[:-1], CODE + "0", "9135O582MA2XYABC1X", BODY[:-1] + "I" + "2"])
def test_a_code_that_can_be_none_is_told_why(client: Client, typed: str) -> None:
    lines = said(client, typed)

    assert all(fault for _, _, fault in lines)
    assert len(lines) == (0 if "O582" in typed else 1)


@pytest.mark.parametrize("hidden", [{"live": False}, {"is_example": True}])
def test_the_code_of_a_draft_or_an_invented_enterprise_leads_nowhere(client: Client, hidden: dict[str, bool]) -> None:
    make_enterprise("保密印染有限公司", credit_code=CODE, **hidden)

    assert said(client, CODE) == [("", "", False)]


# Document numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "闽工信规〔2025〕3号",
        "闽工信规[2025]3号",
        "闽工信规（2025）3号",
        "闽工信规【2025】3号",
        "闽工信规 (2025) 3 号",
        "〔2025〕3号",
    ],
)
def test_a_document_number_in_any_brackets_leads_to_its_notice(client: Client, typed: str) -> None:
    make_announcement(
        "示例名单公布",
        entries=[make_enterprise()],
        live=True,
        basis="official_page",
        document_number="闽工信规〔2025〕3号",
        effective_on=dt.date(2025, 1, 1),
        effective_precision="day",
    )

    assert [label for label, _, _ in said(client, typed)] == ["示例名单公布"]


def test_the_number_of_a_draft_or_private_notice_is_not_told(client: Client) -> None:
    fields = {"basis": "official_page", "effective_on": dt.date(2025, 1, 1), "effective_precision": "day"}
    make_announcement("保密草稿", document_number="闽工信规〔2025〕3号", **fields)
    make_announcement(
        "保密公布", entries=[make_enterprise()], live=True, document_number="闽工信规〔2025〕4号", **fields
    )
    PageViewRestriction.objects.create(page=section("notices"), restriction_type=PageViewRestriction.LOGIN)

    assert said(client, "闽工信规〔2025〕3号") == said(client, "闽工信规〔2025〕4号") == [("", "", False)]


# Enterprises ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "福建凤竹纺织科技股份有限公司",
        "福建凤竹纺织科技股份",
        "福建凤竹纺织科技",
        "凤竹纺织科技",
        "凤竹纺织科技股份有限公司",
        "福建鳳竹紡織科技",
    ],
)
def test_an_enterprise_is_recognised_with_and_without_its_legal_form(client: Client, typed: str) -> None:
    firm = make_enterprise("福建凤竹纺织科技股份有限公司")

    assert said(client, typed) == [("福建凤竹纺织科技股份有限公司", firm.get_absolute_url(), False)]


def test_an_english_name_is_recognised_too(client: Client) -> None:
    make_enterprise("福建凤竹纺织科技股份有限公司", "Fujian Fengzhu Textile Technology Co., Ltd.")

    lines = said(client, "fujian fengzhu textile technology", "en")

    assert [label for label, _, _ in lines] == ["Fujian Fengzhu Textile Technology Co., Ltd."]


def test_a_former_name_is_said_to_be_one_with_a_link_to_the_enterprise(client: Client) -> None:
    firm = make_enterprise("凤凰新材料有限公司", "Phoenix New Materials", former_names=["示例甲印染有限公司"])

    page = client.get("/en/search/", {"q": "示例甲印染"})

    (line,) = page.context["recognised"]
    assert line.text == "示例甲印染有限公司 is a former name of"
    assert (line.label, line.url) == ("Phoenix New Materials", f"/en/enterprises/{firm.number}/")


@pytest.mark.parametrize("hidden", [{"live": False}, {"is_example": True}])
def test_a_draft_or_invented_enterprise_is_not_recognised(client: Client, hidden: dict[str, bool]) -> None:
    make_enterprise("保密新材料有限公司", former_names=["机密印染有限公司"], **hidden)

    assert said(client, "保密新材料") == said(client, "机密印染") == []


def test_a_name_that_many_share_names_none(client: Client) -> None:
    for place in ("福州", "厦门", "泉州", "漳州"):
        make_enterprise(f"{place}华盛有限公司")

    assert said(client, "华盛") == []


# Codes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["C1713", "c1713", "1713", "Ｃ１７１３", "GB/T 4754 C1713"])
def test_a_code_of_the_classification_is_named_and_leads_to_its_stories(client: Client, typed: str) -> None:
    make_case("染整节能", industries=["C1713"])

    assert said(client, typed) == [("棉印染精加工", "/search/?industry=C1713", False)]


@pytest.mark.parametrize("typed", ["C17", "c171", "C1713", "1713", "T02.01", "t02"])
def test_a_code_finds_the_stories_that_carry_it(client: Client, typed: str) -> None:
    make_case("染整节能", industries=["C1713"], techniques=["T02.01"])
    make_case("烧结节电", industries=["C31"], techniques=["T08.03"])

    assert titles(client, typed) == ["染整节能"]
    assert found(client, typed)["tier"] == "all"


def test_a_year_is_no_code(client: Client) -> None:
    make_case("胶合板节能", industries=["C2021"])

    assert titles(client, "2021") == []


def test_a_code_as_typed_alone_finds_what_prints_it(client: Client) -> None:
    make_case("染整节能", industries=["C1713"])

    assert titles(client, "C1713", typed="1") == []


@pytest.mark.parametrize("text", ["余热", "a" * 18, "1" * 18, "余" * 18, "(" * 18, "12", "〔2025〕", "𝟏𝟕𝟏𝟑"])
def test_other_texts_are_not_taken_for_codes_and_break_nothing(client: Client, text: str) -> None:
    page = client.get("/search/", {"q": text})

    assert page.status_code == 200


# Words with several meanings -----------------------------------------------------------------------------


def test_an_ambiguous_word_is_offered_as_a_choice_and_not_expanded(client: Client) -> None:
    make_case("热回收装置", techniques=["T02.01"])

    page = client.get("/search/", {"q": "热回收 装置"})

    (meaning,) = page.context["meanings"]
    assert meaning.word == "热回收"
    (chip,) = meaning.chips
    assert (chip.code, chip.url) == ("T02.01", "?q=%E8%A3%85%E7%BD%AE&technique=T02.01")
    assert page.context["searched_also"] == ()
    assert "“热回收”" in page.content.decode()


@pytest.mark.parametrize("word", ["EMS", "EPC", "SVG", "RO", "MES", "风机", "热回收"])
def test_each_of_the_known_ambiguous_words_is_said_to_be_one(client: Client, word: str) -> None:
    page = client.get("/search/", {"q": word})

    assert [meaning.word for meaning in page.context["meanings"]] == [word.lower()]
    assert page.context["searched_also"] == ()
