"""The tab “Checks” of a story: what prevents publishing, in words, and where to give a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import compare
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from showcase.stories.checks.answers import CONFIRM, SHOWN, reason_name
from showcase.stories.checks.enterprise_choice import MAY_PUBLISH, join_name
from showcase.stories.checks.gate import CheckedFinding, State, checked


@dataclass(frozen=True)
class Place:
    """Where a finding is answered by a correction: a row of effects, by its uid and its position from 0."""

    uid: str
    position: int
    label: str


@dataclass(frozen=True)
class Line:
    """A finding as the panel shows it.

    `id`: of its elements; `may_confirm`: whether this user may confirm the reason that somebody else gave;
    `shown_name`: of the hidden field with the reason as it was when the form was opened; `join_name`: of the box that
    publishes the enterprise too, empty where there is none.
    """

    id: str
    checked: CheckedFinding
    places: tuple[Place, ...]
    reason_name: str
    confirm_name: str
    shown_name: str
    may_confirm: bool
    join_name: str = ""

    @property
    def asks_reason(self) -> bool:
        """Whether a reason may be given."""
        return not self.checked.blocks and self.checked.state != State.NOTE

    @property
    def state(self) -> str:
        """Where it stands: open, unconfirmed, overruled or note."""
        return str(self.checked.state)


def lines_of(page: Any, user: Any, parent: Any = None) -> Sequence[Line]:
    """Return the lines of the panel for this user; the number of queries doesn't depend on the number of findings."""
    effects = list(page.effects.all())
    rows = {str(effect.uid): Place(str(effect.uid), at, str(effect)) for at, effect in enumerate(effects)}
    allowed, joins = may_confirm(page, user, parent), user.has_perm(MAY_PUBLISH)
    return [_line(one, rows, allowed, joins) for one in checked(page)]


def _line(one: CheckedFinding, rows: dict[str, Place], allowed: bool, joins: bool) -> Line:
    finding = one.finding
    return Line(
        id=f"finding-{finding.digest}",
        checked=one,
        places=tuple(rows[key] for key in finding.keys if key in rows),
        reason_name=reason_name(finding.rule, finding.digest),
        confirm_name=f"{CONFIRM}:{finding.digest}",
        shown_name=f"{SHOWN}:{finding.digest}",
        may_confirm=allowed and one.state == State.UNCONFIRMED,
        join_name=join_name(dict(finding.values)["key"]) if joins and finding.rule == "enterprise_is_draft" else "",
    )


def may_confirm(page: Any, user: Any, parent: Any = None) -> bool:
    """Say whether this user's word overrules a finding: who may publish the page may answer for its figures."""
    if page.pk is None:
        return parent is not None and bool(parent.permissions_for_user(user).can_publish_subpage())
    return bool(page.permissions_for_user(user).can_publish())


class ChecksPanel(Panel):
    """Lists the findings with a field for the reason of each; new after each save (`static/js/admin/checks.js`)."""

    @property
    def clean_name(self) -> str:
        return "checks"

    @cached_property
    def child_edit_handler(self) -> Any:
        """The fields that a comparison of two revisions shows."""
        fields = [FieldPanel(name) for name in ("finding", "reason", "given_by_name", "confirmed_by_name")]
        return MultiFieldPanel(fields).bind_to_model(self.model.finding_answers.rel.related_model)

    class BoundPanel(Panel.BoundPanel):
        template_name = "showcase/admin/checks_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/admin/checks.js"], css={"all": ["css/admin/checks.css"]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            parent = getattr(self.form, "parent_page", None)
            is_new = self.instance.pk is None and not self.form.is_bound
            lines = [] if is_new else lines_of(self.instance, self.request.user, parent)
            address = reverse("story_checks", args=[self.instance.pk or 0])
            return {**context, "lines": lines, "is_new": is_new, "address": address}

        def get_comparison(self) -> list[Any]:
            """Return the comparison of reasons, for the history of the page."""
            relation = self.panel.model.finding_answers.rel
            return [
                partial(
                    compare.ChildRelationComparison,
                    relation,
                    list(self._fields_compared()),
                    label=relation.related_model._meta.verbose_name_plural,
                )
            ]

        def _fields_compared(self) -> Iterator[Any]:
            for child in self.panel.child_edit_handler.children:
                bound = child.get_bound_panel(instance=None, request=self.request, form=None, prefix=self.prefix)
                yield from bound.get_comparison()
