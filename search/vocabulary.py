"""The words a query is widened by, from the site's vocabulary."""

from __future__ import annotations

from portal import content_version
from search.concepts import concepts
from search.expansion import Vocabulary
from showcase.models import Industry, Process, Technique

# In the process, not in the cache: its index of names is large and is read by every search.
_kept: tuple[int, Vocabulary] = (-1, Vocabulary())


def vocabulary() -> Vocabulary:
    """Every technique, industry and process with all names in both languages; read anew when a term changes."""
    global _kept  # noqa: PLW0603 - one vocabulary a process
    version = content_version.current_vocabulary()
    if _kept[0] != version:
        found = concepts(Technique.objects.all(), Industry.objects.all(), Process.objects.all())
        _kept = (version, Vocabulary(tuple(found)))
    return _kept[1]
