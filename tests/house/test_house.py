"""The rules of the house that a machine can check: floors, lengths, first sentences, and nothing foreign in the tree."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = [
    "model",
    "vocabularies",
    "store",
    "crawlers",
    "matching",
    "pipelines",
    "digests",
    "day",
    "web",
    "evaluation",
    "veilleur",
    "benchmarks",
]
LONGEST_FUNCTION, LONGEST_FILE = 60, 400


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_first_what_belongs_in_it_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "un module s’ouvre par une phrase qui dit ce qu’il contient"
    assert text.count("\n") <= LONGEST_FILE
    for function in functions(tree):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name} : {length} lignes"


def below_the_command() -> list[Path]:
    """The command line reads the clock and passes it down; a measure times itself."""
    return [path for path in modules() if path.relative_to(ROOT).parts[0] not in ("veilleur", "benchmarks")]


@pytest.mark.parametrize("path", below_the_command(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_clock_is_read_in_one_place_only(path: Path) -> None:
    calls = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }
    assert not calls & {"datetime.now", "datetime.today", "date.today", "datetime.utcnow"}


def test_a_room_imports_only_from_floors_below_it() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_tests_mirror_the_packages() -> None:
    for package in PACKAGES:
        if any((ROOT / package).glob("[!_]*.py")) and package != "benchmarks":
            assert (ROOT / "tests" / package).is_dir(), f"tests/{package} manque"
