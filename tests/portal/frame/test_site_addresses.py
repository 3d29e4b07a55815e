"""Addresses that belong to no page, and settings that are all documented."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

ROOT = Path(django_settings.BASE_DIR)


def test_every_setting_read_from_the_environment_is_in_the_operators_table() -> None:
    source = (ROOT / "portal" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "operators.md").read_text("utf-8"), re.MULTILINE))

    assert read == documented


@pytest.mark.django_db
def test_a_demonstration_asks_search_engines_to_stay_away(client: Client, settings) -> None:
    settings.DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()

    cache.clear()
    settings.DEMO = False
    assert "Disallow: /admin/\n" in client.get("/robots.txt").content.decode()


def test_the_readme_stays_short_and_its_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 120
    targets = re.findall(r"\]\(((?!https?:)[^)#]+)\)", text)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target
