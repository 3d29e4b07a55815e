"""A drawing keeps its lines and labels, loses what runs or calls out, and is measured before any work is done."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from portal.files import drawings
from portal.files.drawings import cleaned_drawing
from tests.portal.pictures import upload


def drawing(content, attributes='viewBox="0 0 20 10"'):
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><title>热 heat</title>{content}</svg>'
    return upload("sketch.svg", text.encode())


def refused(given):
    with override("en"):
        with pytest.raises(ValidationError) as error:
            cleaned_drawing(given)
        return " ".join(error.value.messages)


def test_a_drawing_keeps_its_lines_and_labels_and_loses_what_runs_or_calls_out():
    hostile = (
        '<script>alert(1)</script><rect width="3" height="3" onclick="alert(1)" fill="#1f6f8b"/>'
        '<image href="https://elsewhere.example/x.png"/><foreignObject><b>x</b></foreignObject><text>余热</text>'
        "<metadata><photo>24.8N</photo></metadata>"
    )
    kept = cleaned_drawing(drawing(hostile)).read().decode()

    for stays in ('fill="#1f6f8b"', "余热", "热 heat"):
        assert stays in kept
    for gone in ("script", "onclick", "elsewhere", "foreignObject", "24.8N"):
        assert gone not in kept


@pytest.mark.parametrize(
    ("content", "message"),
    [("<style>rect{fill:red}</style>", "attributes"), ("<rect", "drawing"), ("</svg><", "drawing")],
)
def test_a_drawing_with_a_style_or_broken_markup_is_refused(content, message):
    assert message in refused(drawing(content))


def groups(number):
    return "<g>" * number + "<rect width='1' height='1'/>" + "</g>" * number


REPEATED = '<g id="a"><rect width="1" height="1"/></g>' + "".join(
    f'<g id="{name}"><use href="#{before}"/><use href="#{before}"/></g>'
    for before, name in zip("abcdefghijklmnopqrstuvwxy", "bcdefghijklmnopqrstuvwxyz", strict=True)
)
BOMBS = {
    "groups in one another": groups(5_000),
    "more of them": groups(12_000),
    "a little deeper than any drawing": groups(drawings.MAX_DEPTH),
    "elements": "<a/>" * 20_000,
    "doubling": REPEATED + '<use href="#z"/>',
    "a large group many times": f'<g id="a">{"<a/>" * 2000}</g>' + '<use href="#a"/>' * 2000,
    "itself": '<g id="a"><use href="#a"/></g>',
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_the_filter_works(bomb, monkeypatch):
    monkeypatch.setattr(drawings, "filter_svg", lambda _content: pytest.fail("filtered"))
    started = time.process_time()

    assert "complex" in refused(drawing(BOMBS[bomb]))
    assert time.process_time() - started < 1


def test_a_drawing_that_would_grow_is_refused():
    deep = "<g>" * 60 + "<a/>" * 2000 + "</g>" * 60

    assert "complex" in refused(drawing(deep))


def test_a_drawing_of_too_many_bytes_is_not_even_read(monkeypatch):
    monkeypatch.setattr(drawings, "_measure", lambda _content: pytest.fail("read"))

    assert "kB" in refused(drawing(" " * drawings.MAX_BYTES))


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'


def test_entities_that_multiply_are_refused():
    lines = ['<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">']
    lines += [f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    declared = "".join(lines) + "]>"
    started = time.process_time()

    assert "not a readable SVG" in refused(upload("a.svg", (declared + PICTURE.format("&i;")).encode()))
    assert time.process_time() - started < 1
    assert cleaned_drawing(upload("a.svg", (declared + PICTURE.format("word")).encode())).size


def test_entities_fetch_nothing(tmp_path):
    (tmp_path / "secret").write_text("secret")
    declared = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'

    kept = cleaned_drawing(upload("a.svg", (declared + PICTURE.format("word &a;")).encode())).read()

    assert b"word" in kept
    assert b"secret" not in kept


def test_what_an_ordinary_drawing_holds_is_accepted():
    content = '<g id="a"><rect width="1" height="1"/></g>' + '<use href="#a"/>' * 30 + groups(20) + "<g/>" * 3000

    assert cleaned_drawing(drawing(content)).size
