"""Every printed column of a list is carried from its file to the reader; the fields of the model say which there are.

A new field of `PrintedRow` fails here until its column is read, and until preview, form and page show it.
"""

from dataclasses import replace

import pytest

from showcase.lists.admin import EntryViewSet
from showcase.lists.importing.preview import row_lines
from showcase.lists.importing.rows.list_rows import ListRow
from showcase.lists.importing.rows.rows import cut
from showcase.lists.importing.runs import Upload
from showcase.lists.models import PRINTED_FIELDS, PrintedRow
from showcase.lists.notice_page.entry_tables import EntryQuery, entries_of
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.starting import begun, decide

# Field → a label of its column, and what is printed there. No place and no place name: `region` is found from it.
COLUMNS = {
    "serial": ("序号", "17"),
    "name": ("企业名称", "示例纺织有限公司"),
    "former_name": ("原名称", "示例印染厂"),
    "region_printed": ("所属地区", "火星"),
    "industry_printed": ("所属行业", "棉印染精加工"),
    "evaluator_printed": ("第三方评价机构", "示例评价中心"),
    "product_printed": ("产品名称", "示例面料"),
    "reason_printed": ("调整原因", "名称变更"),
}
LABELS, VALUES = zip(*COLUMNS.values(), strict=True)


def test_every_printed_field_has_a_column_here():
    assert set(COLUMNS) == set(PRINTED_FIELDS)


def test_a_printed_text_is_cut_to_the_length_of_its_field():
    long = replace(ListRow("", "", 1, "x" * 999), **dict.fromkeys(PRINTED_FIELDS, "x" * 999))

    kept = cut(long)

    lengths = {name: PrintedRow._meta.get_field(name).max_length for name in PRINTED_FIELDS}
    assert {name: len(getattr(kept, name)) for name in PRINTED_FIELDS} == {
        name: length or 999 for name, length in lengths.items()
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("terms")
def test_every_printed_column_reaches_preview_and_entry_and_page():
    started = begun(Upload("a.xlsx", make.xlsx([LABELS, VALUES]))).list_import
    (line,) = row_lines(started.rows.all())
    assert {name: text for name, (_label, text) in COLUMNS.items() if text not in str(line)} == {}

    decide(started, "keep")

    entry = started.announcement.entries.get()
    assert {name: getattr(entry, name) for name in COLUMNS} == {name: text for name, (_label, text) in COLUMNS.items()}
    shown = str(entries_of(started.announcement, EntryQuery(), "/", {}).tables)
    assert {name: text for name, (_label, text) in COLUMNS.items() if text not in shown} == {}


@pytest.mark.django_db
def test_every_printed_field_is_in_the_form_of_an_entry():
    form = EntryViewSet("entries").edit_handler.bind_to_model(EntryViewSet.model).get_form_class()

    assert set(PRINTED_FIELDS) <= set(form.base_fields)
