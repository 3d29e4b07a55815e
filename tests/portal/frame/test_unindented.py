"""Templates are loaded without the indentation of their source; what they are filled with keeps its own."""

import re

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.template.loader import get_template

SOURCES = {
    "list.html": "<ul>\n    {% for one in names %}\n        <li>\n  {{ one }}\n        </li>\n    {% endfor %}\n</ul>",
    "field.html": "<form>\n    <textarea>{{ text }}</textarea>\n</form>",
    "code.html": "<div>\n    <pre>\n  two\n    four\n</pre>\n</div>",
    "mail.txt": "Dear reader,\n\n    https://example.org/\n",
    "words.html": "<p>\n    {% block words %}\n        one\n    {% endblock %}\n</p>",
    "child.html": "{% extends 'words.html' %}\n{% block words %}\n        two\n{% endblock %}",
}


@pytest.fixture
def engine() -> Engine:
    locmem = ("django.template.loaders.locmem.Loader", SOURCES)
    return Engine(loaders=[("portal.frame.unindented.Loader", [locmem])])


def rendered(engine: Engine, name: str, **values: object) -> str:
    return engine.get_template(name).render(Context(values))


def test_the_lines_of_a_template_begin_without_whitespace(engine: Engine) -> None:
    assert rendered(engine, "list.html", names=["甲"]) == "<ul>\n\n<li>\n甲\n</li>\n\n</ul>"


def test_a_template_that_extends_another_has_none_either(engine: Engine) -> None:
    assert rendered(engine, "child.html") == "<p>\n\ntwo\n\n</p>"


def test_what_a_field_holds_keeps_its_indentation(engine: Engine) -> None:
    text = "- one\n    - below it\n\n\tlast"
    assert rendered(engine, "field.html", text=text) == f"<form>\n<textarea>{text}</textarea>\n</form>"


@pytest.mark.parametrize("name", ["code.html", "mail.txt"])
def test_whitespace_that_readers_see_stays(engine: Engine, name: str) -> None:
    assert rendered(engine, name) == SOURCES[name]


def test_a_template_is_loaded_once(engine: Engine) -> None:
    assert engine.get_template("list.html") is engine.get_template("list.html")


@pytest.mark.parametrize("name", ["wagtailadmin/shared/headers/slim_header.html", "showcase/admin/tagging.html"])
def test_the_templates_of_the_site_are_loaded_so(name: str) -> None:
    texts = get_template(name).template.nodelist.get_nodes_by_type(TextNode)
    assert texts
    assert not [text.s for text in texts if re.search(r"\n[ \t]", text.s)]
