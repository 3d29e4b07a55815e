"""The house: who may import whom, how full a folder is, and that the README's map shows every room."""

import ast
import re
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from ops import arrows
from ops.places import ROOT

ROOMS = ("portal", "showcase", "search")
FULL = 15  # files in a folder
DJANGOS_FOLDERS = {"management", "migrations", "templatetags"}  # where Django looks for them


def modules() -> dict[str, Path]:
    """Dotted name → file, of all modules but migrations."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def imports(path: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    """Every import of a file, also those inside functions; not what only a type checker reads."""
    tree = ast.parse(path.read_text())
    only_types = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    ]
    typed = {id(node) for block in only_types for node in ast.walk(block)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return (node for node in found if id(node) not in typed)


def imported(node: ast.Import | ast.ImportFrom, known: dict[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        names = [name if (name := f"{node.module}.{alias.name}") in known else str(node.module) for alias in node.names]
    return (name for name in names if name in known)


def test_no_two_modules_import_each_other_by_whatever_way_round():
    known = modules()
    graph = {name: {one for node in imports(path) for one in imported(node, known)} for name, path in known.items()}

    try:
        TopologicalSorter(graph).prepare()
        circle = []
    except CycleError as error:
        circle = error.args[1]

    assert circle == []
    assert sum(map(len, graph.values())) > 1000


def test_an_import_inside_a_function_says_why_it_stands_there():
    bare = []
    for name, path in modules().items():
        if path.name == "apps.py":  # says it once for all: Django loads models before what uses them
            continue
        lines = ["", *path.read_text().splitlines()]
        inside = [node.lineno for node in imports(path) if node.col_offset]
        bare += [f"{name}:{at}" for at in inside if "#" not in lines[at] + lines[at - 1]]

    assert bare == []


def test_no_folder_holds_more_files_than_one_can_look_over():
    folders = {path.parent for path in modules().values()}
    sizes = {str(folder.relative_to(ROOT)): len(list(folder.glob("*.py"))) for folder in folders}

    assert {folder: size for folder, size in sizes.items() if size > FULL} == {}


def test_every_folder_of_a_layered_room_is_in_a_layer_or_named_as_outside():
    outside = {
        "showcase": {"admin", "demo"},  # serve all layers
        "search": {"admin", "finders"},
    }
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    for contract in contracts:
        for room in contract.get("containers", ()):
            layers = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
            folders = {path.parts[-2] for path in (ROOT / room).glob("*/__init__.py")} - DJANGOS_FOLDERS
            assert folders <= layers | outside[room], room


def test_the_map_in_the_readme_shows_every_folder_and_no_other():
    folders = {"/".join(path.relative_to(ROOT).parts[:2]) for path in modules().values() if len(path.parents) > 1}
    rooms = {folder for folder in folders if (ROOT / folder).is_dir()} - {
        f"{room}/{hidden}" for room in ROOMS for hidden in DJANGOS_FOLDERS
    }
    text = (ROOT / "README.md").read_text()

    shown = set(re.findall(rf"`((?:{'|'.join(ROOMS)})/[a-z_0-9]+)/`", text))

    assert shown == rooms


def test_the_picture_of_the_layers_is_that_of_the_code():
    assert arrows.picture() in arrows.PAGE.read_text()


def test_the_page_on_architecture_can_be_read_at_one_sitting():
    assert len(arrows.PAGE.read_text().splitlines()) <= 120


def test_every_file_that_the_docs_name_is_there():
    files = [
        str(path.relative_to(ROOT))
        for room in (*ROOMS, "ops", "bench", "tests", "templates", "static")
        for path in (ROOT / room).rglob("*.*")
    ]
    named = {
        (page.name, name)
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for name in re.findall(r"`([a-z_/0-9]+\.(?:py|html|csv|css|js))`", page.read_text())
    }

    assert len(named) > 50
    assert {(page, name) for page, name in named if not any(f"/{file}".endswith(f"/{name}") for file in files)} == set()


# What is random on a page --------------------------------------------------------------------------------

COULD_BE_IN_A_UUID = re.compile(r"[0-9a-f]{1,6}")


def absent_from_a_page(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of a test file that assert that a few hexadecimal digits stand nowhere on a page."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.FunctionDef):
            continue
        pages = {
            target.id
            for one in ast.walk(node)
            if isinstance(one, ast.Assign) and "content.decode" in ast.unparse(one.value)
            for target in one.targets
            if isinstance(target, ast.Name)
        }
        for one in ast.walk(node):
            if not (isinstance(one, ast.Compare) and isinstance(one.ops[0], ast.NotIn)):
                continue
            word, page = one.left, ast.unparse(one.comparators[0])
            digits = isinstance(word, ast.Constant) and COULD_BE_IN_A_UUID.fullmatch(str(word.value))
            if digits and (page in pages or "content.decode" in page):
                yield one.lineno, ast.unparse(word)


def test_no_test_looks_for_a_few_digits_among_the_random_ones_of_a_page():
    found = [(str(path), *one) for path in (ROOT / "tests").rglob("*.py") for one in absent_from_a_page(path)]
    assert found == []
