"""What the database, the index and a reader say of the same stories."""

from django.test import Client

from search.index.current import engine
from search.index.source import public_ids
from search.models import Outbox


def indexed() -> set[str]:
    """Permanent ids of all records in the index."""
    return {story_id for story_id, _ in engine().versions()}


def found(text: str) -> set[str]:
    """Permanent ids that a reader finds, over all pages of the answer."""
    ids: set[str] = set()
    page = pages = 1
    while page <= pages:
        answer = Client().get("/search/", {"q": text, "format": "json", "page": str(page)}).json()
        ids |= {hit["id"] for hit in answer["hits"] if not hit["related"]}
        pages, page = answer["pages"], page + 1
    return ids


def assert_all_agree(published: set[str]) -> None:
    """Database, index and search hold these stories and no others, and nothing waits."""
    assert public_ids() == published
    assert indexed() == published
    assert found("改造") == published
    assert not Outbox.objects.exists()
