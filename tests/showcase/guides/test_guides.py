"""The guides: both languages say the same in the same steps, every picture is there, and every link leads somewhere."""

import re

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.users.models import UserProfile

from ops.places import ROOT
from portal.guides import links, shelves
from portal.guides.reading import Guide
from tests.factories import goal, make_case, make_enterprise, make_image, make_superuser, make_user, section

HAN = re.compile(r"[\u3400-\u9fff]")
ALL = tuple(shelves.slugs())
LANGUAGES = shelves.languages()


def read(slug: str, language: str) -> Guide:
    guide = shelves.guide_in(slug, language)
    assert guide is not None
    return guide


# Texts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ALL)
def test_both_languages_have_the_same_sections_steps_and_pictures(slug: str):
    shapes = [
        [(one.anchor, one.steps, [picture.name for picture in one.pictures]) for one in read(slug, language).sections]
        for language in LANGUAGES
    ]

    assert shapes[0] == shapes[1]
    assert shapes[0]


@pytest.mark.parametrize("slug", ALL)
def test_each_paragraph_is_in_the_language_of_its_guide(slug: str):
    for language in LANGUAGES:
        guide = read(slug, language)
        html = guide.introduction + "".join(section.html for section in guide.sections)
        texts = [
            guide.title,
            *(one.heading for one in guide.sections),
            *(one.alt for section in guide.sections for one in section.pictures),
        ]
        texts += [re.sub("<[^>]+>", "", text) for text in re.findall("<(?:p|li)>([^<].+?)</(?:p|li)>", html, re.DOTALL)]
        for text in texts:
            share = len(HAN.findall(text)) / len(text)
            assert share > 0 if language == "zh-hans" else share < 0.2, text  # English quotes what is typed


def test_no_file_of_a_guide_is_left_out_of_the_index():
    folders = {shelf.folder for shelf in shelves.shelves()}

    assert {path.stem for folder in folders for path in folder.rglob("*.md")} == set(ALL)
    assert len(set(ALL)) == len(ALL)


# Links ---------------------------------------------------------------------------------------------------


def test_the_link_of_a_place_leads_to_a_section_that_there_is():
    for place, link in links.links().items():
        for language in LANGUAGES:
            guide = read(link.slug, language)
            assert not link.anchor or guide.section(link.anchor), place


def test_a_link_inside_a_guide_leads_to_a_section_that_there_is():
    for slug in ALL:
        for language in LANGUAGES:
            html = "".join(section.html for section in read(slug, language).sections)
            for other, anchor in re.findall(r'href="/admin/guides/([a-z-]+)/(?:#([a-z-]+))?"', html):
                assert not anchor or read(other, language).section(anchor), (slug, other, anchor)
                assert other in ALL


def test_every_guide_is_linked_from_a_place_of_the_admin():
    assert {link.slug for link in links.links().values()} == set(ALL)


def test_every_place_is_the_name_of_an_address_or_stands_in_the_code():
    code = [*(ROOT / "showcase").rglob("*.py"), *(ROOT / "portal").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    text = "\n".join(path.read_text() for path in code if path.name not in {"guide_links.py", "links.py"})
    stated = set(re.findall(r'(?:explained\(\s*|guide_link )"([\w:]+)"', text))
    roles = {f"desk:{name}" for name in re.findall(r'^[A-Z_]+ = "([a-z ]+)"', text, re.MULTILINE)}

    assert stated <= set(links.links())
    assert {place for place in links.links() if place not in stated | roles and not address_of(place)} == set()


def address_of(place: str) -> str:
    """The address of a view with this name, whatever numbers it takes."""
    for arguments in ([], [1], [1, 1]):
        try:
            return reverse(place, args=arguments)
        except NoReverseMatch:
            continue
    return ""


# The admin -----------------------------------------------------------------------------------------------


def links_on(client, address: str) -> set[str]:
    """The guides that a page of the admin leads to, each in a new tab."""
    text = client.get(address, follow=True).content.decode()
    return set(re.findall(r'class="guide-link" href="/admin/guides/([a-z#/-]+)" target="_blank" rel="noopener"', text))


@pytest.mark.django_db
def test_the_form_of_a_story_leads_to_the_guide_of_each_panel(client):
    client.force_login(make_user("publisher"))
    case = make_case("示例案例", enterprises=[make_enterprise()])

    assert {
        "text-and-sources/#writing",
        "text-and-sources/#sources",
        "text-and-sources/#evidence",
        "effects/#read",
        "effects/#rows",
        "effects/#checks",
        "tags/#find",
        "yearly/#confirm",
    } <= links_on(client, reverse("wagtailadmin_pages:edit", args=[case.pk]))


@pytest.mark.django_db
def test_pages_of_the_admin_lead_to_their_guide_in_the_header(client):
    client.force_login(make_superuser())
    case, image = make_case("示例案例", enterprises=[make_enterprise()]), make_image()
    expected = {
        reverse("word_import_new", args=[section("cases").pk]): "word-file/#upload",
        reverse("sign_offs", args=[case.pk]): "enterprise-confirmation/#ask",
        reverse("freshness", args=[case.pk]): "yearly/#confirm",
        reverse("wagtailadmin_pages:delete", args=[case.pk]): "deleting/#before",
        reverse("wagtailadmin_pages:move", args=[case.pk]): "deleting/#moving",
        reverse("effects_english", args=[case.pk]): "english/#effects",
        reverse("wagtail_localize:submit_page_translation", args=[case.pk]): "english/#begin",
        reverse("list_import_new"): "lists/#upload",
        reverse("term_proposals"): "vocabulary/#proposals",
        reverse("terms_goal:edit", args=[goal().pk]): "vocabulary/#terms",
        reverse("wagtailimages:edit", args=[image.pk]): "pictures-and-documents/#rights",
        reverse("wagtailimages:add_multiple"): "pictures-and-documents/#upload",
        reverse("wagtaildocs:add_multiple"): "pictures-and-documents/#documents",
        reverse("report_yearly-showcase"): "yearly/#yearly",
        reverse("wagtailadmin_account"): "accounts/#account",
        reverse("wagtailusers_users:add"): "accounts/#roles",
    }

    assert {address: guide for address, guide in expected.items() if guide not in links_on(client, address)} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "guide"), [("contributor", "contributors/"), ("list officer", "lists/")])
def test_the_first_page_leads_to_the_guides_of_the_roles(client, role: str, guide: str):
    client.force_login(make_user(role))

    assert links_on(client, reverse("wagtailadmin_home")) == {"first-steps/#home", guide}


@pytest.mark.django_db
def test_everybody_of_the_admin_reads_the_guides_in_their_language(client):
    user = make_user("contributor")
    client.force_login(user)
    for language, word in (("zh-hans", "初次使用"), ("en", "First steps")):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        assert word in client.get(reverse("guides")).content.decode()
        answer = client.get(reverse("guide", args=["first-steps"])).content.decode()
        assert word in answer
        assert 'id="menu"' in answer


@pytest.mark.django_db
@pytest.mark.parametrize("address", [reverse("guides"), reverse("guide", args=["first-steps"])])
def test_who_may_not_use_the_admin_reads_no_guide(client, address):
    assert client.get(address).headers["Location"].startswith(reverse("wagtailadmin_login"))
    client.force_login(make_user())
    assert client.get(address).headers["Location"].startswith(reverse("wagtailadmin_login"))


@pytest.mark.django_db
def test_there_is_no_guide_of_another_name(client):
    client.force_login(make_user("editor"))

    assert client.get(reverse("guide", args=["nothing"])).status_code == 404
