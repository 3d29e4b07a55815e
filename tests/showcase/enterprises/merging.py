"""Merging, and what a reader sees then."""

from django.test import Client

from showcase.merging.actions import merge_enterprises
from showcase.models import (
    Enterprise,
)
from tests.caching import forget_caches

CODE, OTHER_CODE = "91350582MA2XXXXX0W", "91350582MA2YYYYY0L"


def with_code(unit: Enterprise, body: str) -> Enterprise:
    from showcase.enterprises.credit_codes import check_character

    Enterprise.objects.filter(pk=unit.pk).update(credit_code=body + check_character(body))
    unit.refresh_from_db()
    return unit


def see(address: str, **headers: str):
    """The answer to a reader who sees nothing old."""
    forget_caches()
    return Client().get(address, headers=headers)


def merge(duplicate, kept, reason="同一厂，名称写法不同"):
    return merge_enterprises(duplicate, kept, reason)


def rows(address="/register/?format=json"):
    return [(row["enterprise"]["name_zh"], row["since"]) for row in see(address).json()["listings"]]
