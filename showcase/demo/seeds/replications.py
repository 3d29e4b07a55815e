"""Invented reports of invented plants: marked as examples, outside all counts."""

from __future__ import annotations

from typing import Any

from showcase.demo.ledger import Report, digest, find, is_settled, page_of, remember
from showcase.demo.reading.replication_records import ReplicationFacts
from showcase.models import Industry, Replication, ReplicationFigure
from showcase.replications.figures import read_figure


def seed_replication(facts: ReplicationFacts, report: Report) -> None:
    """Create the report, or update it where its file changed; one whose story is gone is left out."""
    key, state, story = f"replication {facts.key}", digest(facts.model_dump_json()), page_of(facts.story)
    known = find("replication", facts.key)
    row: Any = Replication.objects.filter(pk=known.object_id).first() if known else Replication()
    # A row that was taken back or deleted stays so.
    current = "" if row is not None and row.withdrawn_at is None else "gone"
    if story is None or is_settled(known, current, state, key, report):
        return
    _write(row, facts, story)
    remember("replication", facts.key, row, state, "")
    (report.updated if known else report.made).append(key)


def _write(row: Replication, facts: ReplicationFacts, story: int) -> None:
    plant, changed = facts.plant, facts.changed
    row.story_id, row.outcome, row.year, row.is_example = story, facts.outcome, facts.year, True
    row.plant_zh, row.plant_en = (plant.zh, plant.en) if plant else ("", "")
    row.industry = Industry.objects.get(code=facts.industry)
    row.reasons = list(facts.reasons)
    row.text_zh, row.text_en = facts.text.zh, facts.text.en
    row.changed_zh, row.changed_en = (changed.zh, changed.en) if changed else ("", "")
    row.full_clean(exclude=["submission", "published_by", "withdrawn_by"])
    row.save()
    row.figures.all().delete()
    figures = [read_figure(one.quantity, one.amount, one.per or "", one.evidence) for one in facts.figures]
    ReplicationFigure.objects.bulk_create([ReplicationFigure.of(row, figure) for figure in figures])
