"""Filling the site with the demonstration content: idempotent, all checked first, never over an editor's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.models import SiteFrame
from showcase.demo.ledger import Report
from showcase.demo.reading.files import DEMO_ROOT, DemoFiles, known_codes, read_demo
from showcase.demo.seeds.collections import seed_collection
from showcase.demo.seeds.enterprises import in_link_order, seed_enterprise
from showcase.demo.seeds.inbox import seed_answer_templates, seed_question
from showcase.demo.seeds.lists import seed_list
from showcase.demo.seeds.pages import seed_page
from showcase.demo.seeds.profiles import seed_profile
from showcase.demo.seeds.received import seed_received
from showcase.demo.seeds.replications import seed_replication
from showcase.demo.seeds.stories import make_drafts, seed_story
from showcase.demo.seeds.visits import seed_visit
from showcase.effects.units import known_units
from showcase.vocabulary.loading import VOCABULARY_DIR

Progress = Callable[[], object]
T = TypeVar("T")
_AT_ONCE = 10
# The top-level domain `example` is reserved (RFC 2606): mail to it reaches no one.
_FRAME = {
    "organiser_zh": "演示站点，无主办单位",
    "organiser_en": "Demonstration site without an organiser",
    "corrections_email": "corrections@lujian.example",
}


def read(root: Path = DEMO_ROOT) -> DemoFiles:
    """All demonstration content, checked. Raises StoryFileError with every fault; nothing has been written then."""
    return read_demo(root, known_codes(VOCABULARY_DIR, known_units()))


def seed(files: DemoFiles, progress: Progress = lambda: None) -> Report:
    """Write what is new or changed in the files and untouched on the site.

    Interrupted, the seed goes on where it stopped, some things before: a transaction holds a few of them, because after
    each the search is brought up to date.
    """
    report = Report()
    _seed_frame(report)
    in_parts(in_link_order(files.enterprises), lambda enterprise: seed_enterprise(enterprise, report), progress)
    # A decision names the proposal it decides on, which must stand first.
    lists = sorted(files.lists, key=lambda facts: bool(facts.notice and facts.notice.decides))
    in_parts(lists, lambda announcement: seed_list(announcement, report), progress)
    in_parts(files.profiles, lambda profile: seed_profile(profile, report), progress)
    make_drafts(files.stories)
    # A story is saved some eight times on its way: its references are indexed once, by `seed_story`.
    with disable_reference_index_auto_update():
        in_parts(files.stories, lambda story: seed_story(story, report), progress)
    in_parts(files.pages, lambda page: seed_page(page, report), progress)
    # The newest collection stands first.
    in_parts(files.collections[::-1], lambda collection: seed_collection(collection, report), progress)
    in_parts(files.visits, lambda visit: seed_visit(visit, report), progress)
    in_parts(files.replications, lambda found: seed_replication(found, report), progress)
    with transaction.atomic():
        seed_question(report)
        seed_answer_templates(report)
        seed_received(report)
    return report


def _seed_frame(report: Report) -> None:
    """Fill the frame where nobody has; one field that an editor filled, and all of it is theirs."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return
    frame = SiteFrame.for_site(site)
    shown = [field.name for field in SiteFrame._meta.concrete_fields if field.name not in ("id", "site")]
    if any(getattr(frame, name) for name in shown):
        report.unchanged.append("site frame")
        return
    for name, value in _FRAME.items():
        setattr(frame, name, value)
    frame.save()
    report.made.append("site frame")


def in_parts(things: Sequence[T], write: Callable[[T], None], progress: Progress) -> None:
    """Write some things a transaction, and tell of each once it is committed."""
    for start in range(0, len(things), _AT_ONCE):
        part = things[start : start + _AT_ONCE]
        with transaction.atomic():
            for thing in part:
                write(thing)
        for _thing in part:
            progress()


def size(files: DemoFiles) -> int:
    """How many steps `seed` reports, for a progress bar."""
    parts = (
        *(files.enterprises, files.lists, files.profiles, files.stories, files.pages),
        *(files.collections, files.visits, files.replications),
    )
    return sum(len(part) for part in parts)
