"""Vocabulary files: a fault is named with its file, row and column."""

from collections.abc import Callable
from pathlib import Path

import pytest

from showcase.vocabulary import tables
from showcase.vocabulary.rows import VocabularyError

GROUPS = "code,zh,en,aliases_zh,aliases_en\nG08,纺织,Textiles,,\n"
INDUSTRIES = "code,parent,level,zh,en,aliases_zh,aliases_en,isic,nace,industry_group\n"
TECHNIQUES = "code,parent,zh,en,aliases_zh,aliases_en,ambiguous\n"
PROCESSES = "code,zh,en,aliases_zh,aliases_en,kind,industries,ambiguous,note\n"
REGIONS = "code,parent,kind,zh,en,aliases_zh,aliases_en,note\n"
DEFINITIONS = "code,zh,en\n"
SECTION = "C,,section,制造业,Manufacturing,,,,,\n"


@pytest.fixture
def fault(tmp_path: Path) -> Callable[..., str]:
    """Write files, read one of them and tell what was wrong."""

    def read(reader: Callable[[Path], object], **files: str | bytes) -> str:
        sound = {"industry_groups": GROUPS, "industries": INDUSTRIES + SECTION, "definitions": DEFINITIONS}
        for name, content in {**sound, **files}.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / f"{name}.csv").write_bytes(data)
        with pytest.raises(VocabularyError) as error:
            reader(tmp_path)
        assert error.value.file in str(error.value)
        return str(error.value)

    return read


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("C17,C,division,纺织业,Textiles,,,13,13,G99\n", "row 3, column industry_group: unknown value 'G99'"),
        ("C17,X,division,纺织业,Textiles,,,13,13,G08\n", "row 3, column parent: unknown value 'X'"),
        ("C17,C,branch,纺织业,Textiles,,,13,13,G08\n", "row 3, column level: unknown value 'branch'"),
        ("C17,C,division,纺织业,,,,13,13,G08\n", "row 3, column en: must not be empty"),
        ("C17,C,division, ,Textiles,,,13,13,G08\n", "row 3, column zh: must not be empty"),
        ("C,,section,制造业,Manufacturing,,,,,\n", "row 3, column code: the code 'C' stands twice"),
        ("C17,C,division,纺织业,Textiles,纺织||织造,,13,13,G08\n", "row 3, column aliases_zh: has an empty name"),
        ("C17,C,division,纺织业,Textiles,,mill|mill,13,13,G08\n", "row 3, column aliases_en: has a name twice"),
        ("C17,C,division,纺织业\n", "row 3, column all: has more or fewer fields"),
        ("C17,C,division,纺织业,Textiles,,,13,13,G08,more\n", "row 3, column all: has more or fewer fields"),
    ],
)
def test_a_fault_among_the_industries_is_named_with_its_place(fault: Callable[..., str], row: str, said: str) -> None:
    message = fault(tables.read_industries, industries=INDUSTRIES + SECTION + row)
    assert message.startswith("industries.csv, ")
    assert said in message


def test_a_missing_column_is_named(fault: Callable[..., str]) -> None:
    message = fault(tables.read_industries, industries="code,parent\nC,\n")
    assert message == "industries.csv, row 2, column level: the column is missing"


def test_a_file_that_is_not_utf_8_is_named(fault: Callable[..., str]) -> None:
    message = fault(tables.read_industries, industries=(INDUSTRIES + SECTION).encode("gb18030"))
    assert message == "industries.csv, row 1, column all: is not UTF-8"


def test_an_ambiguous_name_must_be_one_of_the_aliases(fault: Callable[..., str]) -> None:
    message = fault(tables.read_techniques, techniques=TECHNIQUES + "T07,,数字化,Digital,能管,EMS,MES\n")
    assert message == "techniques.csv, row 2, column ambiguous: names what is not among the aliases"


def test_a_definition_is_of_a_technique(fault: Callable[..., str]) -> None:
    definitions = DEFINITIONS + "T99,没有的,None\n"
    message = fault(tables.read_techniques, techniques=TECHNIQUES, definitions=definitions)
    assert message == "definitions.csv, row 2, column code: unknown technique 'T99'"


def test_a_process_of_an_unknown_industry_is_named(fault: Callable[..., str]) -> None:
    message = fault(tables.read_processes, processes=PROCESSES + "P001,蒸汽,Steam,,,utility,C|C99,no,\n")
    assert message == "processes.csv, row 2, column industries: unknown industry 'C99'"


def test_a_region_under_an_unknown_one_is_named(fault: Callable[..., str]) -> None:
    message = fault(tables.read_regions, regions=REGIONS + "350500,350000,prefecture,泉州市,Quanzhou,,,\n")
    assert message == "regions.csv, row 2, column parent: unknown value '350000'"


@pytest.mark.parametrize("number", ["-1", "1.5", "二", "１"])
def test_a_number_must_be_whole_and_in_ascii(fault: Callable[..., str], number: str) -> None:
    message = fault(tables.read_levels, levels=f"code,rank,zh,en\nprovincial,{number},省级,Provincial\n")
    assert message == f"levels.csv, row 2, column rank: must be a whole number, not {number!r}"


def test_an_unknown_goal_in_the_mapping_is_named(fault: Callable[..., str]) -> None:
    goals = "code,version,order,zh,en,weight\n2025-1,2025,1,能源低碳化,Low-carbon energy,30\n"
    message = fault(tables.read_goal_mapping, goals=goals, goal_mapping="old,new\n2018-1,2025-1\n")
    assert message == "goal_mapping.csv, row 2, column old: unknown value '2018-1'"
