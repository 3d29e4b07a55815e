"""Filling the site with the demonstration content: idempotent, all checked first, never over an editor's work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from showcase.demo.files import DEMO_ROOT, DemoFiles, known_codes, read_demo
from showcase.demo.ledger import Report
from showcase.demo.seed_enterprises import seed_enterprise
from showcase.demo.seed_frame import seed_frame
from showcase.demo.seed_lists import seed_list
from showcase.demo.seed_pages import seed_page
from showcase.demo.seed_profiles import seed_profile
from showcase.demo.seed_stories import seed_stories
from showcase.effects.units import known_units
from showcase.vocabulary.loading import VOCABULARY_DIR

Progress = Callable[[str], None]


def read(root: Path = DEMO_ROOT) -> DemoFiles:
    """All demonstration content, checked. Raises StoryFileError with every fault; nothing has been written then."""
    return read_demo(root, known_codes(VOCABULARY_DIR, known_units()))


def seed(files: DemoFiles, progress: Progress | None = None) -> Report:
    """Write what is new or changed in the files and untouched on the site.

    Each thing is one transaction: interrupted, the seed goes on where it stopped.
    """
    report = Report()
    seed_frame(report)
    for enterprise in files.enterprises:
        with transaction.atomic():
            seed_enterprise(enterprise, report)
        if progress:
            progress(enterprise.key)
    # A decision names the proposal it decides on, which must stand first.
    for announcement in sorted(files.lists, key=lambda facts: bool(facts.notice and facts.notice.decides)):
        with transaction.atomic():
            seed_list(announcement, report)
        if progress:
            progress(announcement.slug)
    for profile in files.profiles:
        with transaction.atomic():
            seed_profile(profile, report)
        if progress:
            progress(profile.code)
    seed_stories(files.stories, report, progress or (lambda _step: None))
    for page in files.pages:
        with transaction.atomic():
            seed_page(page, report)
        if progress:
            progress(page.slug)
    return report


def size(files: DemoFiles) -> int:
    """How many steps `seed` reports, for a progress bar."""
    parts = (files.enterprises, files.lists, files.profiles, files.stories, files.pages)
    return sum(len(part) for part in parts)
