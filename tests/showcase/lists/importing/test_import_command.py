"""The import command does without a browser what the admin does."""

import pytest
from django.core.management import CommandError, call_command

from showcase.models import AnnouncementPage, Enterprise, ListEntry
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.starting import FILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


# The command ----------------------------------------------------------------------------------------------

NOTICE = ("--level=provincial", "--year=2024", "--kind=final", "--basis=official_file", "--example")
SAID = ("--programme=green-factory", *NOTICE)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "附件1.xlsx"
    file.write_bytes(FILE.data)
    return str(file)


def test_the_command_fills_a_pending_announcement(path, capsys):
    call_command("import_list", path, *SAID, "--effective-on=2024-07", "--document-number=闽工信函节能[2024]12号")

    page = AnnouncementPage.objects.get()
    assert (page.live, page.document_number, str(page.effective_on)) == (
        False,
        "闽工信函节能〔2024〕12号",
        "2024-07-31",
    )
    assert page.effective_precision == "month"
    assert page.entries.count() == 2
    assert "2" in capsys.readouterr().out


def test_the_command_makes_enterprises_only_where_told(path):
    call_command("import_list", path, *SAID, "--new=create")

    assert set(Enterprise.objects.values_list("name_zh", flat=True)) == {"示例纺织有限公司", "示例化工有限公司"}


def test_the_command_run_twice_changes_nothing(path, capsys):
    call_command("import_list", path, *SAID)
    call_command("import_list", path, *SAID)

    assert (AnnouncementPage.objects.count(), ListEntry.objects.count()) == (1, 2)
    assert "nothing was changed" in capsys.readouterr().out


def test_a_dry_run_changes_nothing(path, capsys):
    call_command("import_list", path, *SAID, "--dry-run")

    assert AnnouncementPage.objects.count() == 0
    assert "福建省绿色工厂名单" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("/no/such.xlsx", *SAID), "No such file"),
        (("{path}", "--programme=green-factory"), "--level"),
        (("{path}", *NOTICE, "--programme=green-dream"), "green-factory"),
        (("{path}", *SAID, "--effective-on=someday"), "someday"),
        (("{path}", *SAID, "--announcement=999"), "999"),
        (("{path}", *SAID, "--region=999999"), "999999"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(path, arguments, said):
    with pytest.raises(CommandError, match=said) as error:
        call_command("import_list", *(argument.format(path=path) for argument in arguments))

    assert "\n" not in str(error.value)
    assert AnnouncementPage.objects.count() == 0


def test_the_command_refuses_a_formula_unless_it_is_accepted(tmp_path):
    file = tmp_path / "formula.xlsx"
    file.write_bytes(make.xlsx([["企业名称", "地区"], ["甲有限公司", '="泉州"&"市"']]))

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("import_list", str(file), *SAID)
    call_command("import_list", str(file), *SAID, "--doubtful=accept")

    assert ListEntry.objects.get().name == "甲有限公司"
