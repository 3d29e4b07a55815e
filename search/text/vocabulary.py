"""The words that widen a query, from the site's vocabulary."""

from __future__ import annotations

from portal.caching import content_version
from search.text.concepts import concepts
from search.text.expansion import Vocabulary
from showcase.models import Industry, Process, Technique


def vocabulary() -> Vocabulary:
    """Return every technique, industry and process with all names; read again when a term changes."""
    return content_version.kept_in_process("vocabulary", content_version.current_vocabulary(), _read)


def _read() -> Vocabulary:
    return Vocabulary(tuple(concepts(Technique.objects.all(), Industry.objects.all(), Process.objects.all())))
