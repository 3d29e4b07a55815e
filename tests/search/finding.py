"""Asking the search as a reader does, for tests of the site around it."""

from typing import Any

from django.test import Client


def found(client: Client, text: str = "", language: str = "zh-hans", **choices: Any) -> dict[str, Any]:
    """The JSON answer of /search/ or /en/search/."""
    base = "/en/search/" if language == "en" else "/search/"
    response = client.get(base, {"q": text, "format": "json", **choices})
    assert response.status_code == 200, response.content[:500]
    answer: dict[str, Any] = response.json()
    return answer


def titles(client: Client, text: str = "", language: str = "zh-hans", **choices: Any) -> list[str]:
    """Titles of the counted hits, in order."""
    return [hit["title"] for hit in found(client, text, language, **choices)["hits"] if not hit["related"]]


def ids(client: Client, text: str = "", language: str = "zh-hans", **choices: Any) -> list[str]:
    """Permanent ids of the counted hits, in order."""
    return [hit["id"] for hit in found(client, text, language, **choices)["hits"] if not hit["related"]]
