"""One counter moves with whatever a reader can see, and what is kept by it is never older."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import ModelSignal, post_delete, post_save
from django.test import Client
from wagtail.models import PageViewRestriction, get_page_models

from portal.caching import content_version
from portal.caching.content_version import cached_by_version, current, current_vocabulary, kept_in_process
from tests.factories import make_case, make_enterprise, make_translation, section, technique


def _moved_by(change: object) -> bool:
    before = current()
    change()  # type: ignore[operator]
    return current() > before


@pytest.mark.django_db(transaction=True)
def test_every_public_change_moves_the_version() -> None:
    case, enterprise, term = make_case(), make_enterprise(), technique("T08.03")
    make_translation(case)

    assert _moved_by(case.save)
    assert _moved_by(enterprise.save)
    assert _moved_by(term.save)
    assert _moved_by(case.unpublish)
    assert _moved_by(
        lambda: PageViewRestriction.objects.create(page=section("cases"), restriction_type=PageViewRestriction.LOGIN)
    )
    assert _moved_by(case.delete)


@pytest.mark.parametrize("signal", [post_save, post_delete])
def test_every_page_type_moves_the_version(signal: ModelSignal) -> None:
    unheard = [
        model.__name__
        for model in get_page_models()
        if content_version.move_on_commit not in signal._live_receivers(model)[0]
    ]

    assert unheard == []


@pytest.mark.django_db(transaction=True)
def test_the_version_moves_once_a_transaction_and_only_after_the_commit() -> None:
    case = make_case()
    before = current()

    with transaction.atomic():
        case.save()
        case.save()
        assert current() == before

    assert current() == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_moves_nothing() -> None:
    case = make_case()
    before = current()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        case.save()
        raise ZeroDivisionError

    assert current() == before


@pytest.mark.django_db(transaction=True)
def test_only_a_changed_term_moves_the_vocabularys_version() -> None:
    case, term = make_case(), technique("T08.03")
    before = current_vocabulary()

    case.save()
    assert current_vocabulary() == before
    term.save()
    assert current_vocabulary() == before + 1


@pytest.mark.django_db
def test_a_kept_value_is_computed_again_after_a_move() -> None:
    computed: list[int] = []

    def compute() -> int:
        computed.append(1)
        return len(computed)

    assert (cached_by_version("n", compute), cached_by_version("n", compute)) == (1, 1)
    content_version.move()
    assert cached_by_version("n", compute) == 2


@pytest.mark.django_db
def test_a_version_that_was_never_moved_is_zero() -> None:
    content_version.ContentVersion.objects.all().delete()
    cache.clear()

    assert current() == 0
    content_version.move()
    assert current() == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_process_keeps_itself_is_computed_again_only_when_its_version_moves() -> None:
    case, term, computed = make_case(), technique("T08.03"), iter(range(9))

    def kept() -> int:
        return kept_in_process("n", current_vocabulary(), lambda: next(computed))

    assert (kept(), kept()) == (0, 0)
    case.save()
    assert kept() == 0
    term.save()
    assert kept() == 1


@pytest.mark.django_db
def test_a_page_reads_all_counters_with_one_query(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(60) as queries:
        assert client.get("/register/").status_code == 200

    assert sum('FROM "portal_contentversion"' in query["sql"] for query in queries.captured_queries) == 1
