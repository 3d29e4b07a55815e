"""The codes by which a story is filtered and counted: its own, and all that stand above them."""

from __future__ import annotations

from showcase.stories.models import StoryPage
from showcase.stories.standing import shown_standing
from showcase.vocabulary.trees import industry_codes, region_codes, technique_codes


def filter_codes(story: StoryPage) -> dict[str, tuple[str, ...]]:
    """Return the codes of the source page `story` in every facet; no query besides those of the term trees.

    A test holds that each facet of `search.core.facets` is named here. Fetch `story` with `with_facts`.
    """
    listings, effects = list(story.cited_listings.all()), list(story.effects.all())
    found = {
        "kind": {str(story.specific_class.kind) if story.specific_class else ""},
        "standing": {str(shown_standing(story))},
        "industry": industry_codes(item.tag.code for item in story.industry_items.all()),
        "technique": technique_codes(item.tag.code for item in story.technique_items.all()),
        "region": region_codes(item.region.code for item in story.region_items.all()),
        "programme": {listing.programme.code for listing in listings},
        "level": {listing.level.code for listing in listings},
        "year": {str(story.year)} if story.year else set(),
        "goal": {item.goal.code for item in story.goal_items.all()},
        "evidence": {effect.evidence for effect in effects},
        "scope": {effect.scope for effect in effects},
        "size": {item.enterprise.head.size for item in story.enterprise_items.all()} - {""},
    }
    return {name: tuple(sorted(codes)) for name, codes in found.items()}
