"""Profiles of industries: where their energy, water and waste go."""

from __future__ import annotations

from showcase.demo.ledger import Report, digest, find, is_settled, remember
from showcase.demo.reading.records import ProfileFacts
from showcase.demo.seeds.enterprises import source_fields
from showcase.models import Industry, IndustrySource


def seed_profile(facts: ProfileFacts, report: Report) -> None:
    """Write the profile, unless a vocabulary editor changed it since the last seed.

    Terms keep no revisions: what the seed wrote is remembered by its words.
    """
    key, state = f"industry profile {facts.code}", digest(facts.model_dump_json(exclude={"path"}))
    industry = Industry.objects.get(code=facts.code)
    known = find("profile", facts.code)
    if known is None and _words(industry):
        report.left_alone.append(key)
        return
    if is_settled(known, _words(industry), state, key, report):
        return
    industry.profile_zh, industry.profile_en = "\n".join(facts.zh), "\n".join(facts.en)
    industry.sources.set(IndustrySource(**source_fields(source)) for source in facts.sources)
    industry.full_clean()
    industry.save()
    remember("profile", facts.code, industry, state, _words(industry))
    (report.updated if known else report.made).append(key)


def _words(industry: Industry) -> str:
    """What stands in the profile now, as a digest; empty where nothing does."""
    if not (industry.profile_zh or industry.profile_en):
        return ""
    return digest(industry.profile_zh, industry.profile_en, *(str(source) for source in industry.sources.all()))
