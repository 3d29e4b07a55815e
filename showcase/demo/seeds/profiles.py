"""Profiles of industries: where their energy, water and waste go."""

from __future__ import annotations

from showcase.demo.ledger import Report, digest, find, is_settled, remember
from showcase.demo.reading.records import ProfileFacts, ShareFacts
from showcase.demo.seeds.enterprises import source_fields
from showcase.models import Industry, IndustryShare, IndustrySource


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
    industry.shares.set(_share(share, n) for n, share in enumerate(facts.shares))
    industry.full_clean()
    industry.save()
    remember("profile", facts.code, industry, state, _words(industry))
    (report.updated if known else report.made).append(key)


def _words(industry: Industry) -> str:
    """What stands in the profile now, as a digest; empty where nothing does."""
    if not (industry.profile_zh or industry.profile_en):
        return ""
    sources = (str(source) for source in industry.sources.all())
    shares = (f"{share.whole_zh} {share.part_zh} {share.percent.normalize()}" for share in industry.shares.all())
    return digest(industry.profile_zh, industry.profile_en, *sources, *shares)


def _share(facts: ShareFacts, position: int) -> IndustryShare:
    return IndustryShare(
        sort_order=position,
        whole_zh=facts.whole.zh,
        whole_en=facts.whole.en,
        part_zh=facts.part.zh,
        part_en=facts.part.en,
        bound=facts.bound,
        percent=facts.percent,
        number=facts.source,
    )
