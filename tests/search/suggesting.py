"""What a reader is suggested, in short."""

from typing import Any

from search.suggest.lookup import suggestions
from search.suggest.resolve import Suggestion
from showcase import models
from tests.factories import make_enterprise


def real_enterprise(name: str, name_en: str = "", **fields: Any) -> models.Enterprise:
    return make_enterprise(name, name_en, is_example=False, **fields)


def labels(text: str, language: str = "zh-hans", limit: int = 10) -> list[str]:
    return [found.label for found in suggestions(text, language, limit)]


def suggested(text: str, label: str, language: str = "zh-hans") -> Suggestion:
    return next(found for found in suggestions(text, language) if found.label == label)
