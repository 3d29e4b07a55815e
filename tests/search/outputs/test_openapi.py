"""Answers in JSON are what their document says; every format of a demonstration says that it is one."""

from collections.abc import Callable, Iterator
from typing import Any, get_args

import jsonschema
import pytest
from django.test import Client

from search.core.query import SearchQuery
from search.core.ranges import NARROWINGS
from search.outputs.answer import EffectAnswer, HitAnswer
from showcase.effects.models import Evidence
from showcase.stories.models import Standing, StoryKind
from tests.factories import make_case
from tests.search.finding import found
from tests.search.outputs.answers import ATOM, feed_of

pytestmark = pytest.mark.usefixtures("index")


# JSON and its document -----------------------------------------------------------------------------------


@pytest.fixture
def schema(client: Client) -> Callable[[str], dict[str, Any]]:
    """The schema of an answer by name, as the OpenAPI document gives it."""
    document = client.get("/search/openapi.json").json()
    return lambda name: {**document, "$ref": f"#/components/schemas/{name}"}


@pytest.fixture
def asked(client: Client) -> Iterator[tuple[dict[str, Any], int]]:
    """Answers of all kinds with their status."""
    asks = ["", "q=余热", "q=定型机+余热&industry=C17&page=1", "q=没有的词", "industry=C99", "page=0", "page=77"]
    answers = [client.get(f"{base}?format=json&{ask}") for base in ("/search/", "/en/search/") for ask in asks]
    return [(answer.json(), answer.status_code) for answer in answers]


@pytest.mark.usefixtures("stories")
def test_real_answers_are_as_the_openapi_document_says(
    schema: Callable[[str], dict[str, Any]], asked: list[tuple[dict[str, Any], int]]
) -> None:
    for answer, status in asked:
        name = "SearchAnswer" if status == 200 else "RefusedAnswer"
        jsonschema.Draft202012Validator(schema(name)).validate(answer)
        assert set(answer) == set(schema(name)["components"]["schemas"][name]["properties"])
    assert {status for _, status in asked} == {200, 400, 404}
    assert any(answer["hits"] for answer, status in asked if status == 200)


@pytest.mark.usefixtures("stories")
def test_an_answer_that_is_wrong_does_not_fit_the_document(
    client: Client, schema: Callable[[str], dict[str, Any]]
) -> None:
    answer = found(client, "余热")
    answer["hits"][0]["kind"] = "poem"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema("SearchAnswer")).validate(answer)


def test_the_openapi_document_names_every_parameter_that_is_read(client: Client) -> None:
    document = client.get("/search/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    operation = document["paths"]["/search/"]["get"]
    named = {parameter["name"] for parameter in operation["parameters"]}
    everything = SearchQuery(
        text="余热", choices=dict.fromkeys(NARROWINGS, ("1",)), sort="date", page=2, typed=True, widened=True,
        like="a", format="json", per_page=50,
    )  # fmt: skip
    assert named == {name for name, _value in everything.to_params()}
    assert set(operation["responses"]) == {"200", "400", "404", "503"}


def test_a_demonstration_says_so_in_every_format(client: Client, settings: Any) -> None:
    settings.DEMO = True
    make_case("余热")
    words = "Demonstration, not a government site"

    answer = found(client, language="en")
    assert (answer["demo"], answer["notice"]) == (True, words)
    assert feed_of(client, "/en/search/").findtext(f"{ATOM}subtitle") == words
    assert "demo" in client.get("/search/?format=csv")["Content-Disposition"]
    assert words in client.get("/en/opensearch.xml").content.decode()


def test_another_site_says_nothing_of_a_demonstration(client: Client) -> None:
    answer = found(client)

    assert (answer["demo"], answer["notice"]) == (False, "")
    assert feed_of(client).find(f"{ATOM}subtitle") is None


@pytest.mark.parametrize(
    ("answer", "name", "choices"),
    [(HitAnswer, "kind", StoryKind), (HitAnswer, "standing", Standing), (EffectAnswer, "evidence", Evidence)],
)
def test_the_values_that_the_document_promises_are_those_of_the_site(answer: type, name: str, choices: Any) -> None:
    assert list(get_args(answer.__annotations__[name])) == choices.values


@pytest.mark.usefixtures("stories")
def test_a_story_as_json_is_as_the_openapi_document_says(
    client: Client, schema: Callable[[str], dict[str, Any]]
) -> None:
    hit = found(client, "余热")["hits"][0]

    answer = client.get(f"/stories/{hit['id']}.json")

    jsonschema.Draft202012Validator(schema("StoryAnswer")).validate(answer.json())
    assert answer.json()["title"] == hit["title"]
    assert answer.json()["url"] == hit["url"]
    assert answer.json()["figures"][0]["sources"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/stories/{'0' * 8}-0000-4000-8000-{'0' * 12}.json").status_code == 404
