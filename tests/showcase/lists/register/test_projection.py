"""The stored projection answers for every day and every moment what the fold over the events answers."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from showcase.enterprises.merges import recorded_merges
from showcase.lists.choices import EventKind
from showcase.lists.register.fold import Event, Listing, fold
from showcase.lists.register.projection import events, rebuild, refresh
from showcase.lists.register.record import record
from showcase.lists.register.timeline import spans
from showcase.merging.actions import lay_out, merge_enterprises, undo_merge
from showcase.models import EnterpriseMerge, ListingEvent, ListingSpan
from tests import factories as make
from tests.streams import days, histories, history, merge_steps, moments, streams


def projected(found, as_of: dt.date, known_at: dt.datetime) -> tuple[Listing, ...]:
    """What spans answer, in the order of the fold."""
    listings = [span.listing for span in found if span.holds(as_of, known_at)]
    return tuple(sorted(listings, key=lambda one: (one.chain.enterprise, one.chain.programme, one.chain.level)))


@given(streams, histories, days, moments)
@settings(max_examples=300)
def test_spans_answer_for_every_day_and_moment_what_the_fold_answers(events, merged, as_of, known_at):
    assert projected(spans(events, merged), as_of, known_at) == fold(events, as_of, known_at, merged)


@given(streams, histories, days)
def test_spans_that_are_still_known_answer_what_is_known_now(events, merged, as_of):
    now = [span for span in spans(events, merged) if span.known_until is None]
    assert projected(now, as_of, dt.datetime(2027, 1, 1, tzinfo=dt.UTC)) == fold(events, as_of, None, merged)


@given(streams, histories, days, moments)
def test_of_one_listing_at_most_one_span_holds(events, merged, as_of, known_at):
    chains = [span.listing.chain for span in spans(events, merged) if span.holds(as_of, known_at)]
    assert len(chains) == len(set(chains))


# In the database -----------------------------------------------------------------------------------------

told = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.integers(0, 2),
            "notice": st.integers(0, 2),
            "kind": st.sampled_from(sorted(set(EventKind.values) - {EventKind.CORRECTED})),
            "effective_on": days,
            "effective_precision": st.sampled_from(["day", "month", "year"]),
            "recorded_at": moments,
            "struck_at": st.none() | moments,
        }
    ),
    max_size=10,
)


def record_rows(rows, units, notices):
    """The rows as events, one by one; some are struck out."""
    for row in rows:
        fields = {name: row[name] for name in ("kind", "effective_on", "effective_precision", "recorded_at")}
        unit, notice = units[row["unit"]], notices[row["notice"]]
        common = {"announcement": notice, "enterprise": unit, "programme": make.programme(), "level": notice.level}
        (event,) = record([ListingEvent(**common, **fields)])
        if row["struck_at"]:
            correction = {**fields, "kind": "corrected", "recorded_at": row["struck_at"], "corrects": event}
            record([ListingEvent(**common, **correction)])


def join(steps, units):
    """The merges of a history, recorded as an officer's would be."""
    for merge in history(steps).merges:
        duplicate, survivor = units[merge.duplicate - 1], units[merge.survivor - 1]
        EnterpriseMerge.objects.create(
            duplicate=duplicate, survivor=survivor, recorded_at=merge.recorded_at, undone_at=merge.undone_at
        )
    lay_out()
    refresh(unit.pk for unit in units)


def stored(as_of, known_at):
    found = ListingSpan.objects.holding(as_of, known_at).order_by("enterprise_id", "programme__code", "level__code")
    columns = ("enterprise_id", "level__code", "since", "since_precision", "announcement_id", "event_id", "name")
    return list(found.values_list(*columns, "reverified_on"))


def folded(as_of, known_at):
    return [
        (
            *(one.chain.enterprise, one.chain.level, one.since, str(one.since_precision), one.announcement, one.event),
            *(one.name, one.reverified_on),
        )
        for one in fold(events(), as_of, known_at, recorded_merges())
    ]


@pytest.fixture
def named(db):
    """Three units, and a provincial list, a national list and an adjustment that may tell of them."""
    units = [make.make_enterprise() for _ in range(3)]
    notices = [make.make_announcement(live=True, level_code=level) for level in ("provincial", "national")]
    return units, [*notices, make.make_announcement(kind="adjustment", live=True)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=told, later=told, steps=merge_steps, as_of=days, known_at=moments)
def test_what_is_stored_is_the_fold_of_what_is_recorded_and_rebuilding_changes_nothing(
    named, rows, later, steps, as_of, known_at
):
    with transaction.atomic():
        record_rows(rows, *named)
        join(steps, named[0])
        record_rows(later[:3], *named)

        for moment in (known_at, None):
            assert stored(as_of, moment) == folded(as_of, moment)
        before = stored(as_of, known_at)
        rebuild()
        assert stored(as_of, known_at) == before
        transaction.set_rollback(True)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=told, as_of=days, known_at=moments, duplicate=st.integers(0, 2), survivor=st.integers(0, 2))
def test_an_officers_merge_then_undo_leaves_the_register_as_it_was(named, rows, as_of, known_at, duplicate, survivor):
    assume(duplicate != survivor)
    with transaction.atomic():
        record_rows(rows, *named)
        before = [stored(as_of, moment) for moment in (None, known_at)]

        made = merge_enterprises(named[0][duplicate], named[0][survivor], "同一厂")
        merged = stored(as_of, None)
        between = timezone.now()
        undo_merge(made, "两家厂")

        assert [stored(as_of, moment) for moment in (None, known_at)] == before
        assert stored(as_of, between) == merged
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_publishing_a_list_lays_out_its_spans_in_the_same_transaction():
    page = make.make_announcement(entries=[make.make_enterprise("甲厂")])

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        page.save_revision().publish()
        assert ListingSpan.objects.get().name == "甲厂"
        raise Stop

    assert not ListingSpan.objects.exists()


@pytest.mark.django_db
def test_a_correction_names_an_event_of_the_same_enterprise():
    one, other = make.make_enterprise(), make.make_enterprise()
    event = make.make_announcement(entries=[one], live=True).events.get()
    common = {"announcement": event.announcement, "programme": event.programme, "level": event.level}
    wrong = ListingEvent(**common, enterprise=other, kind="corrected", corrects=event, effective_on=event.effective_on)

    with pytest.raises(ValueError, match="belongs to the enterprise"):
        record([wrong])
    with pytest.raises(ValueError, match="names the event"):
        record([ListingEvent(**common, enterprise=one, kind="corrected", effective_on=event.effective_on)])


@pytest.mark.django_db
@pytest.mark.parametrize("write", ["save", "create", "bulk_create", "update", "delete", "delete all"])
def test_events_are_written_by_one_service_alone(write):
    event = make.make_announcement(entries=[make.make_enterprise()], live=True).events.get()
    facts = {name: getattr(event, name) for name in ("announcement", "enterprise", "programme", "level")}
    new = ListingEvent(**facts, kind="removed", effective_on=event.effective_on)
    ways = {
        "save": new.save,
        "create": lambda: ListingEvent.objects.create(**facts, kind="removed", effective_on=event.effective_on),
        "bulk_create": lambda: ListingEvent.objects.bulk_create([new]),
        "update": lambda: ListingEvent.objects.update(reason="x"),
        "delete": event.delete,
        "delete all": lambda: ListingEvent.objects.all().delete(),
    }

    with pytest.raises(TypeError, match="append-only"):
        ways[write]()

    assert list(ListingEvent.objects.values_list("pk", "kind", "reason")) == [(event.pk, "listed", "")]


@pytest.mark.django_db
def test_a_row_of_a_list_says_each_thing_once():
    event = make.make_announcement(entries=[make.make_enterprise()], live=True).events.get()
    names = ("announcement", "entry", "enterprise", "programme", "level", "kind", "effective_on")

    with pytest.raises(IntegrityError), transaction.atomic():
        record([ListingEvent(**{name: getattr(event, name) for name in names})])

    assert ListingEvent.objects.get() == event


def test_a_span_ends_before_its_last_day_and_moment():
    (span,) = spans(
        [
            Event(
                *(1, 1, 1, "green-factory", "provincial", EventKind.LISTED, dt.date(2024, 1, 1)),
                dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            )
        ]
    )
    day, moment = dt.date(2024, 6, 1), dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    ended = replace(span, valid_until=day, known_until=moment)

    assert span.holds(day, moment)
    assert not ended.holds(day, span.known_from)
    assert not ended.holds(span.valid_from, moment)
    assert ended.holds(day - dt.timedelta(days=1), moment - dt.timedelta(microseconds=1))


@pytest.mark.django_db
def test_the_command_brings_back_a_projection_that_was_lost(capsys):
    make.make_announcement(entries=[make.make_enterprise("甲厂")], live=True)
    ListingSpan.objects.all().delete()

    call_command("rebuild_register")

    assert ListingSpan.objects.get().name == "甲厂"
    assert "1 enterprises" in capsys.readouterr().out
