"""Whatever must know every vocabulary knows it: a new one cannot be left out of a list."""

from django.apps import apps
from django.db.models.signals import post_save

from portal.caching import content_version
from search.page.labels import TERM_MODELS
from showcase import models
from showcase.protection import USES
from showcase.roles import ROLES, VOCABULARY_EDITOR
from showcase.vocabulary import loading
from showcase.vocabulary.admin import VocabularyGroup
from showcase.vocabulary.models import VOCABULARIES, CodedTerm


def test_the_vocabularies_are_all_coded_terms() -> None:
    assert set(VOCABULARIES) == {model for model in apps.get_models() if issubclass(model, CodedTerm)}
    assert {name for name, model in vars(models).items() if model in VOCABULARIES} <= set(models.__all__)


def test_terms_in_use_of_every_vocabulary_are_protected() -> None:
    assert set(VOCABULARIES) <= set(USES)


def test_every_vocabulary_has_a_list_in_the_admin() -> None:
    assert {item.model for item in VocabularyGroup.items} == set(VOCABULARIES)


def test_the_vocabulary_editor_may_change_every_vocabulary() -> None:
    (role,) = [one for one in ROLES if one.name == VOCABULARY_EDITOR]

    assert {f"showcase.change_{model._meta.model_name}" for model in VOCABULARIES} <= set(role.permissions)


def test_every_term_moves_the_version_of_the_vocabulary() -> None:
    assert all(content_version.vocabulary_changed in post_save._live_receivers(model)[0] for model in VOCABULARIES)


def test_every_vocabulary_is_loaded_from_its_files(monkeypatch, db) -> None:
    loaded = []
    real = loading._load
    monkeypatch.setattr(
        loading, "_load", lambda model, *rows, **links: loaded.append(model) or real(model, *rows, **links)
    )

    loading.load_vocabulary()

    assert sorted(loaded, key=str) == sorted(VOCABULARIES, key=str)


def test_a_facet_of_terms_is_of_a_vocabulary() -> None:
    assert set(TERM_MODELS.values()) <= set(VOCABULARIES)
