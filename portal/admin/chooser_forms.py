"""The search field of a chooser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm

Finder = Callable[[QuerySet[Any], str], QuerySet[Any]]


def search_form(label: Any, find: Finder) -> type[BaseFilterForm]:
    """Return a chooser's form with one field; `find` returns those of the objects that a text finds."""

    class SearchForm(BaseFilterForm):
        q = forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"placeholder": label}))

        def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
            objects = super().filter(objects)
            query = self.cleaned_data.get("q")
            if not query:
                return objects
            self.is_searching, self.search_query = True, query
            return find(objects, query)

    return SearchForm
