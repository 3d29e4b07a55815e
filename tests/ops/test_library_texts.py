"""What libraries say in the admin has its Chinese, and nothing is kept that they no longer say."""

import re
import shutil
from collections import Counter
from pathlib import Path

import polib  # type: ignore[import-untyped]
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from ops import library_texts
from ops.library_texts import DOMAINS, catalogue, correct, difference, path

PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}|</?[a-z]+\b[^>]*>")
HAN = re.compile(r"[\u3400-\u9fff]")


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_of_the_libraries_has_its_chinese_and_none_is_superfluous(domain: str) -> None:
    assert difference(domain).lines == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_texts_of_libraries_equal_their_source(domain: str) -> None:
    source = {(entry.msgid, entry.msgid_plural): texts(entry) for entry in catalogue(domain)}
    compiled = polib.mofile(str(path(domain).with_suffix(".mo")))
    assert {(entry.msgid, entry.msgid_plural): texts(entry) for entry in compiled} == source


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_of_libraries_survive_translation(domain: str) -> None:
    for entry in catalogue(domain):
        allowed = [Counter(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        for text in texts(entry):
            assert Counter(PLACEHOLDER.findall(text)) in allowed, entry.msgid


@pytest.mark.parametrize("domain", DOMAINS)
def test_texts_for_libraries_have_chinese_punctuation(domain: str) -> None:
    half_width = re.compile(rf"{HAN.pattern}[,;:!?()]|[,;:!?()]{HAN.pattern}|{HAN.pattern}\.$")
    assert [text for entry in catalogue(domain) for text in texts(entry) if half_width.search(text)] == []


def test_english_texts_are_replaced_for_a_reason_and_only_while_a_library_says_them() -> None:
    file = library_texts.FOLDER / "en" / "LC_MESSAGES" / "django.po"
    replaced = polib.pofile(str(file))

    assert all(entry.tcomment and entry.msgstr != entry.msgid for entry in replaced)
    assert {entry.msgid for entry in replaced} <= {msgid for _context, msgid in library_texts.wanted("django")}
    compiled = polib.mofile(str(file.with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {entry.msgid: entry.msgstr for entry in replaced}


def test_python_and_templates_get_the_texts() -> None:
    with override("zh-hans"):
        assert gettext("Go to the first error") == "转到第一处错误"
        assert ngettext("Moved up 1 place.", "Moved up %(counter)s places.", 2) == "已上移 %(counter)s 位。"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "said"),
    [("wagtailadmin_javascript_catalog", "拆分内容块"), ("wagtail_localize:javascript_catalog", "正在解除编辑锁定")],
)
def test_scripts_of_wagtail_and_of_its_translation_get_the_texts(admin_client: Client, view: str, said: str) -> None:
    answer = admin_client.get(reverse(view))
    assert said.encode("unicode_escape") in answer.content


def test_an_upgrade_is_answered_by_adding_what_is_new_and_removing_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given our texts, one of them lost and one that no library says
    shutil.copytree(library_texts.FOLDER, tmp_path / "libraries")
    monkeypatch.setattr(library_texts, "FOLDER", tmp_path / "libraries")
    ours = catalogue("djangojs")
    ours.remove(ours.find("Split block"))
    ours.append(polib.POEntry(msgid="Gone with an earlier version", msgstr="已不存在"))
    ours.save()
    found = difference("djangojs")
    assert [entry.msgid for entry in found.missing] == ["Split block"]
    assert found.superfluous == ("Gone with an earlier version",)

    # when the list of texts is corrected
    correct(found)

    # then only the Chinese of the new one is left to write
    after = difference("djangojs")
    assert ([entry.msgid for entry in after.missing], after.superfluous) == (["Split block"], ())
    assert catalogue("djangojs").find("Split block").msgstr == ""
