"""The words a query is widened by, from the site's vocabulary."""

from __future__ import annotations

from portal import content_version
from search.concepts import concepts
from search.expansion import Vocabulary
from showcase.models import Industry, Process, Technique


def vocabulary() -> Vocabulary:
    """Every technique, industry and process with all names in both languages; read anew when a term changes."""
    return content_version.kept_in_process("vocabulary", content_version.current_vocabulary(), _read)


def _read() -> Vocabulary:
    return Vocabulary(tuple(concepts(Technique.objects.all(), Industry.objects.all(), Process.objects.all())))
