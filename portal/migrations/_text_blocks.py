"""Rewrites bodies made of paragraphs and lists as one text per section with its citations inside.

For the migrations of portal and showcase. Live pages, revisions and what wagtail-localize keeps of both are rewritten;
no letter, citation or translation is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db.models import JSONField, QuerySet
from django.db.models.functions import Cast
from wagtail_localize.strings import extract_strings

_MERGED = {"paragraph", "items"}
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
# The namespaces by which wagtail-localize 1.14 names contexts, templates and strings.
_CONTEXTS = UUID("fcab004a-2b50-11ea-978f-2e728ce88125")
_TEMPLATES = uuid5(UUID("4599eabc-3f8e-41a9-be61-95417d26a8cd"), "html")
_STRINGS = UUID("59ed7d1c-7eb5-45fa-9c8b-7a7057ed56d7")

Stream = list[dict[str, Any]]


def as_texts(stream: Stream) -> tuple[Stream, dict[str, str]]:
    """Return the stream with texts in place of paragraphs and lists, and the old path of each text → its new block."""
    found: Stream = []
    moved: dict[str, str] = {}
    for block in stream:
        if block["type"] not in _MERGED:
            found.append(block)
            continue
        if not found or found[-1]["type"] != "text" or found[-1]["id"] not in moved.values():
            found.append({"type": "text", "value": "", "id": block.get("id") or str(uuid4())})
        text = found[-1]
        for path, html in _texts(block):
            moved[path] = text["id"]
            text["value"] += html
    return found, moved


def _texts(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the old path of each text and its HTML; that of a list is whole once all are joined."""
    value, key = block["value"], block.get("id", "")
    if block["type"] == "paragraph":
        yield f"{key}.text", _cited(value["text"] or "", value)
        return
    tag = "ol" if value.get("ordered") else "ul"
    items = [item if "value" in item else {"value": item, "id": ""} for item in value.get("items") or ()]
    for at, item in enumerate(items):
        inner = "<br/>".join(_PARAGRAPH.findall(item["value"]["text"])) or item["value"]["text"]
        html = f"<li>{inner}{_citations(item['value'])}</li>"
        opened = f"<{tag}>" if at == 0 else ""
        yield f"{key}.items.{item['id']}.text", f"{opened}{html}{f'</{tag}>' if at == len(items) - 1 else ''}"


def _cited(html: str, value: Mapping[str, Any]) -> str:
    """Return the text with its citations at the end of its last paragraph."""
    head, closing, rest = html.rpartition("</p>")
    if closing and not rest.strip():
        return f"{head}{_citations(value)}{closing}"
    return f"{html}<p>{_citations(value)}</p>" if html.strip().startswith("<") else f"<p>{html}{_citations(value)}</p>"


def _citations(value: Mapping[str, Any]) -> str:
    given = [one["value"] if isinstance(one, dict) else one for one in value.get("sources") or ()]
    keys = [*(number for number in given if number is not None), *(["portal"] if value.get("own") else [])]
    return "".join(f'<a id="{key}" linktype="source"></a>' for key in keys)


# Stored pages ---------------------------------------------------------------------------------------------


def rewrite_pages(model: Any) -> None:
    """Rewrite the live bodies of a page model (of the migration's state)."""
    field = model._meta.get_field("body")
    for page in model.objects.annotate(raw=Cast("body", JSONField())).only("pk").iterator():
        stream, moved = as_texts(page.raw or [])
        if moved:
            model.objects.filter(pk=page.pk).update(body=field.stream_block.to_python(stream))


def rewrite_revisions(revisions: QuerySet[Any], changed: Callable[[Any, dict[str, Any]], None]) -> None:
    """Rewrite the revisions; `changed(revision, content before)` is called before each is saved."""
    for revision in revisions.iterator():
        before = dict(revision.content)
        if rewrite_content(revision.content):
            changed(revision, before)
            revision.save(update_fields=["content"])


def rewrite_content(content: dict[str, Any]) -> dict[str, str]:
    """Rewrite the serialised page in place; return the paths that moved. Its sources get the order of their numbers."""
    body = content.get("body")
    stream, moved = as_texts(json.loads(body)) if isinstance(body, str) and body else ([], {})
    if moved:
        content["body"] = json.dumps(stream)
        if isinstance(sources := content.get("sources"), list):
            content["sources"] = sorted(sources, key=lambda row: row.get("number") or 0)
            for place, row in enumerate(content["sources"]):
                row["sort_order"] = place
    return moved


def order_sources(model: Any) -> None:
    """Put the sources of each page in the order of their numbers, which was the order shown."""
    page, place = None, 0
    for row in model.objects.order_by("page_id", "number", "pk").iterator():
        page, place = row.page_id, place + 1 if row.page_id == page else 0
        if row.sort_order != place:
            model.objects.filter(pk=row.pk).update(sort_order=place)


# Translations ---------------------------------------------------------------------------------------------


def rewrite_translations(apps: Any, model_names: list[tuple[str, str]]) -> None:
    """Rewrite what wagtail-localize keeps of pages of these models (app label, name in lower case)."""
    sources = apps.get_model("wagtail_localize", "TranslationSource")
    for app_label, name in model_names:
        of_kind = sources.objects.filter(specific_content_type__app_label=app_label, specific_content_type__model=name)
        for source in of_kind.iterator():
            content = json.loads(source.content_json)
            moved = rewrite_content(content)
            if moved:
                source.content_json = json.dumps(content)
                source.save(update_fields=["content_json"])
                _Segments(apps, source, moved).rewrite(json.loads(content["body"]))


class _Segments:
    """The segments of one source whose texts have moved."""

    def __init__(self, apps: Any, source: Any, moved: Mapping[str, str]) -> None:
        self.source = source
        self.moved = {f"body.{old}": f"body.{new}" for old, new in moved.items()}
        names = ("String", "StringSegment", "Template", "TemplateSegment", "OverridableSegment")
        self.models = {name: apps.get_model("wagtail_localize", name) for name in names}
        self.contexts = apps.get_model("wagtail_localize", "TranslationContext")
        self.translations = apps.get_model("wagtail_localize", "StringTranslation")
        self.overrides = apps.get_model("wagtail_localize", "SegmentOverride")

    def rewrite(self, stream: Stream) -> None:
        first = self._templates_removed()
        self._links()
        old = self._strings()
        for block in stream:
            path = f"body.{block['id']}"
            if path in first:
                self._text(path, block["value"], first[path], old)
        self.models["StringSegment"].objects.filter(pk__in=[one.pk for rows in old.values() for one in rows]).delete()

    def _of(self, name: str) -> QuerySet[Any]:
        rows = self.models[name].objects.filter(source=self.source, context__path__startswith="body.")
        return rows.select_related("context").order_by("order")

    def _templates_removed(self) -> dict[str, int]:
        """Remove the templates of the old texts; return new path → order of the first."""
        first: dict[str, int] = {}
        for segment in self._of("TemplateSegment"):
            if new := self.moved.get(segment.context.path):
                first.setdefault(new, segment.order)
                segment.delete()
        return first

    def _strings(self) -> dict[str, list[Any]]:
        """Return the segments of the old texts by their string; their translations move first."""
        found: dict[str, list[Any]] = {}
        for segment in self._of("StringSegment").select_related("context", "string"):
            if new := self.moved.get(segment.context.path):
                context = self._context(new)
                self._move(self.translations, segment.context, context, translation_of=segment.string_id)
                segment.context = context
                found.setdefault(segment.string.data, []).append(segment)
        return found

    def _text(self, path: str, html: str, order: int, old: dict[str, list[Any]]) -> None:
        template, strings = extract_strings(html)
        context = self._context(path)
        values = {"template": template, "template_format": "html", "string_count": len(strings)}
        stored, _made = self.models["Template"].objects.get_or_create(uuid=uuid5(_TEMPLATES, template), defaults=values)
        self.models["TemplateSegment"].objects.create(source=self.source, context=context, order=order, template=stored)
        for string, attrs in strings:
            rows = [one for one in old.get(string.data, ()) if one.context.pk == context.pk]
            if rows:
                old[string.data].remove(rows[0])
                rows[0].attrs = json.dumps(attrs or None)
                rows[0].save()
            else:
                self._new_string(context, order, string.data, attrs)

    def _new_string(self, context: Any, order: int, data: str, attrs: Any) -> None:
        string, _made = self.models["String"].objects.get_or_create(
            locale=self.source.locale, data_hash=uuid5(_STRINGS, data), defaults={"data": data}
        )
        self.models["StringSegment"].objects.create(
            source=self.source, context=context, order=order, string=string, attrs=json.dumps(attrs or None)
        )

    def _links(self) -> None:
        """Move the addresses of links, and what a translator wrote in their place."""
        for segment in self._of("OverridableSegment"):
            old, quote, rest = segment.context.path.partition(".'")
            if quote and old in self.moved:
                context = self._context(f"{self.moved[old]}.'{rest}")
                self._move(self.overrides, segment.context, context)
                segment.context = context
                segment.save()

    def _context(self, path: str) -> Any:
        context, _made = self.contexts.objects.get_or_create(
            object=self.source.object,
            path_id=uuid5(_CONTEXTS, path),
            defaults={"path": path, "field_path": "body.text"},
        )
        return context

    def _move(self, model: Any, old: Any, new: Any, **among: Any) -> None:
        """Move rows to another context, unless it has one for the same text and language."""
        for row in model.objects.filter(context=old, **among):
            if not model.objects.filter(context=new, locale=row.locale, **among).exists():
                row.context = new
                row.save()
