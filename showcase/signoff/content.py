"""What of a story an enterprise confirms: its texts and facts, told apart from other versions by one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# What a revision holds beside texts and facts: places, states, times, notes for editors. Nobody confirms these.
_NOT_CONFIRMED = frozenset(
    (
        *(
            "pk",
            "path",
            "depth",
            "numchild",
            "url_path",
            "slug",
            "content_type",
            "locale",
            "translation_key",
            "alias_of",
        ),
        *("live", "live_revision", "latest_revision", "latest_revision_created_at", "has_unpublished_changes"),
        *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "draft_title"),
        *("locked", "locked_at", "locked_by", "owner", "show_in_menus", "seo_title", "search_description"),
        *("wagtail_admin_comments", "unfinished_rows", "evidence_items", "related_items", "confirmed_on"),
    )
)
# The last two: for which Chinese words of a source its English was given; revisions from before lack them.
_NOT_OF_A_ROW = frozenset(("pk", "page", "content_object", "sort_order", "uid", "title_en_for", "publisher_en_for"))
# What editors and translators add once the enterprise has confirmed. Counted as if it was not given yet, so that
# confirmations of versions without it stay valid.
_ADDED_ROWS = "finding_answers"
_ADDED_WORDS = frozenset(("of_what_en", "of_what_en_for", "title_en", "publisher_en"))


def content_digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of the texts and facts of a revision's content.

    Equal for two revisions that differ only in what nobody confirms: address, schedule, comments, ids of rows, reasons
    for findings, English words of effects and sources.
    """
    kept = {name: _plain(value) for name, value in content.items() if name not in _NOT_CONFIRMED}
    if _ADDED_ROWS in kept:
        kept[_ADDED_ROWS] = []
    # Wagtail stores revisions by the same encoder: one that was just made and one read from the database are equal.
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return rows without their ids."""
    if not isinstance(value, list):
        return value
    return [_plain_row(row) if isinstance(row, dict) else row for row in value]


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: field for name, field in row.items() if name not in _NOT_OF_A_ROW}
    return {**kept, **dict.fromkeys(_ADDED_WORDS & kept.keys(), "")}
