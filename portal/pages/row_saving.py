"""Rows below a page or snippet, read and written with as many queries for thirty as for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models, router
from django.db.models.signals import post_save, pre_save
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations, model_from_serializable_data


class ChildRow(models.Model):
    """A row that belongs to one page or snippet (its `ParentalKey`)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.before_saving()
        super().save(*args, **kwargs)

    @classmethod
    def parent_field(cls) -> ParentalKey:
        """Return the field that names the page or snippet."""
        return next(field for field in cls._meta.concrete_fields if isinstance(field, ParentalKey))

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        """Return the row of a revision; None where what it refers to was deleted.

        The revision's own page is there: modelcluster would ask the database for it again for each row.
        """
        parent = cls.parent_field()
        row: Self | None = model_from_serializable_data(
            cls, {**data, parent.name: None}, check_fks=check_fks, strict_fks=strict_fks
        )
        if row is not None:
            setattr(row, parent.attname, data.get(parent.name))
        return row

    def before_saving(self) -> None:
        """Set what follows from other fields."""


class RowsSavedTogether(ClusterableModel):
    """A page or snippet that writes its rows at once: modelcluster saves them one by one, unchanged ones too."""

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Write the object, then the rows it has in memory."""
        super().save_base(*args, **kwargs)
        if kwargs.get("update_fields") is None and not kwargs.get("raw"):
            _save_rows(self)


def _save_rows(parent: RowsSavedTogether) -> None:
    """Write the rows in memory and forget them, as modelcluster's `commit` does, which then finds none."""
    in_memory = getattr(parent, "_cluster_related_objects", {})
    for relation in get_all_child_relations(type(parent)):
        name = relation.get_accessor_name()
        if issubclass(relation.related_model, ChildRow) and name in in_memory:
            _replace(parent, relation.related_model, list(in_memory[name]))
            del in_memory[name]


def _replace(parent: RowsSavedTogether, model: type[ChildRow], rows: list[ChildRow]) -> None:
    """Make the stored rows of a parent equal to `rows`: delete, create and update, one statement each."""
    field = model.parent_field()
    manager = model._base_manager  # noqa: SLF001 - Django's public way
    stored = {row.pk: row for row in manager.filter(**{field.name: parent.pk})}
    for row in rows:
        setattr(row, field.name, parent)
        row.before_saving()
    gone = stored.keys() - {row.pk for row in rows}
    if gone:
        manager.filter(pk__in=gone).delete()
    new = [row for row in rows if row.pk not in stored]
    changed = [row for row in rows if row.pk in stored and _values(row) != _values(stored[row.pk])]
    _signal(pre_save, new, changed)
    if new:
        manager.bulk_create(new)
    if changed:
        manager.bulk_update(changed, [one.name for one in model._meta.concrete_fields if not one.primary_key])
    _signal(post_save, new, changed)


def _values(row: ChildRow) -> tuple[Any, ...]:
    return tuple(field.value_from_object(row) for field in row._meta.concrete_fields)


def _signal(signal: Any, new: Iterable[ChildRow], changed: Iterable[ChildRow]) -> None:
    """Send what Django sends for a single save: statements for many rows send nothing."""
    for rows, created in ((new, True), (changed, False)):
        for row in rows:
            said = {"created": created} if signal is post_save else {}
            signal.send(
                type(row), instance=row, raw=False, using=router.db_for_write(type(row)), update_fields=None, **said
            )
