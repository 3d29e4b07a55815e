"""An enterprise is found by every way to write its names, wherever one looks for it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from showcase.enterprises.name_keys import EnterpriseNameKey, rebuild_names
from showcase.lists.importing.known import matcher_for
from showcase.lists.importing.matching import Match
from showcase.lists.importing.rows.list_rows import ListRow
from showcase.merging.actions import merge_enterprises
from showcase.models import Enterprise
from tests.caching import forget_caches
from tests.factories import make_announcement, make_case, make_enterprise, make_entry, make_superuser
from tests.search.scenes import lay_down

pytestmark = pytest.mark.usefixtures("index")

NAME = "福建省恒安（中国）纸业有限公司"
TYPED = (
    NAME,
    "福建省恒安(中国)纸业有限公司",
    "福建恒安（中国）纸业有限公司",
    "福建省 恒安 （中国） 纸业有限公司".replace(" ", "\u3000"),
    "福建省恆安（中國）紙業有限公司",
    "恒安（中国）纸业股份有限公司",
    "福建恒安",
    "福建省恒安",
    "恒安(中国)纸业",
    "旧名浆纸有限公司",
    "登报名称有限公司",
)


@pytest.fixture
def editor(client: Client, unit: Enterprise) -> None:
    client.force_login(make_superuser())


@pytest.fixture
def unit(index: None) -> Enterprise:
    lay_down(a_unit_of_many_names)
    return Enterprise.objects.get(name_zh=NAME)


def a_unit_of_many_names() -> None:
    """With a former name, and another one under which a list prints it."""
    found = make_enterprise(NAME, "Hengan China Paper", former_names=["旧名浆纸有限公司"])
    page = make_announcement()
    make_entry(page, found)
    page.entries.update(name="登报名称有限公司")
    page.save_revision().publish()
    make_enterprise("福州市毫不相干有限公司")
    make_case("恒安的改造", enterprises=[found])


def in_register(client: Client, text: str) -> list[str]:
    return [row["enterprise"]["name_zh"] for row in client.get(f"/register/?format=json&q={text}").json()["listings"]]


def in_list(client: Client, text: str) -> list[str]:
    return [card.name for card in client.get("/enterprises/", {"q": text}).context["cards"]]


def in_type_ahead(client: Client, text: str) -> list[str]:
    sections = client.get("/search/suggest/", {"q": text}).context["sections"]
    return [item.label for section in sections if section.key == "enterprise" for item in section.items]


def in_admin(client: Client, text: str) -> list[str]:
    answer = client.get(reverse("wagtailsnippets_showcase_enterprise:list"), {"q": text})
    return [found.name_zh for found in answer.context["object_list"]]


def in_chooser(client: Client, text: str) -> list[str]:
    answer = client.get(reverse("wagtailsnippetchoosers_showcase_enterprise:choose_results"), {"q": text})
    html = answer.content.decode()
    return [NAME] if NAME in html else []


def in_pages(client: Client, text: str) -> list[str]:
    return [NAME] if "恒安的改造" in client.get("/admin/pages/search/results/", {"q": text}).content.decode() else []


PLACES: tuple[Callable[[Client, str], list[str]], ...] = (
    *(in_register, in_list, in_type_ahead, in_admin, in_chooser, in_pages),
)


@pytest.mark.parametrize("typed", TYPED)
def test_it_is_found_by_however_its_name_is_written(client: Client, editor: None, unit: Enterprise, typed: str) -> None:
    missed = [place.__name__ for place in PLACES if place(client, typed) != [NAME]]

    assert not missed


@pytest.mark.parametrize("typed", ["浙江恒安", "毫不相关", "（", "恒安纸浆"])
def test_nothing_else_finds_it(client: Client, unit: Enterprise, typed: str) -> None:
    assert [place.__name__ for place in (in_register, in_list, in_type_ahead) if NAME in place(client, typed)] == []


@pytest.mark.parametrize("typed", [name for name in TYPED if name.endswith("公司")])
def test_a_whole_name_is_recognised_with_its_answer(client: Client, unit: Enterprise, typed: str) -> None:
    (line,) = client.get("/search/", {"q": typed}).context["recognised"]

    assert (line.label, line.url) == (NAME, unit.get_absolute_url())
    assert line.answer


@pytest.mark.parametrize(
    ("printed", "match"),
    [
        (NAME, Match.NAME),
        ("福建省恒安(中国)纸业有限公司", Match.NAME),
        ("福建省恆安（中國）紙業有限公司", Match.NAME),
        ("恒安（中国）纸业股份有限公司", Match.LIKELY),
        ("福建恒安（中国）纸业有限公司", Match.LIKELY),
        ("登报名称有限公司", Match.LIKELY),
    ],
)
def test_the_importer_decides_by_the_same_name_alone_and_offers_what_is_alike(unit, printed, match) -> None:
    found = matcher_for(examples=False).find(ListRow("a.xlsx", "S", 1, printed))

    assert (found.match, found.enterprises) == (match, (unit.pk,))


def test_a_merged_record_lends_its_names_as_long_as_the_merge_stands(client: Client, unit: Enterprise) -> None:
    other = make_enterprise("另记浆板有限公司")
    merge_enterprises(other, unit, "同一厂")
    forget_caches()

    assert in_list(client, "另记浆板") == in_register(client, "另記漿板") == [NAME]


def test_names_stored_are_those_there_are_and_storing_them_anew_changes_nothing(unit: Enterprise) -> None:
    def stored() -> set[tuple[int, str]]:
        return set(EnterpriseNameKey.objects.values_list("enterprise", "key"))

    before = stored()
    rebuild_names()
    assert stored() == before
    unit.name_zh = "改了名的有限公司"
    unit.save()
    assert (unit.pk, "改了名的有限公司") in stored()
    assert not {key for pk, key in stored() if pk == unit.pk and "恒安" in key}
