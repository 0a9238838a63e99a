"""Whatever runs without a page's first lines asks again who is looking before it touches a
complaint: every fragment, dialog, callback and download that stands in the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.pages.conftest import ROOT

CALLBACKS = {"on_click", "on_change", "on_select", "on_dismiss", "on_submit"}
ASKING = {"access.again", "access.require", "access.visitor", "access.bound", "who"}
#: What everybody may know: the procedure, the reference tabs, the clock's zone.
COMMON = {"sop", "reference", "timezone", "gateway_delay_ms", "media_max_bytes", "calendar"}
#: `known`: a function of a page's module, or a lambda of one.
Known = tuple[Path, ast.AST]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def sources() -> list[Path]:
    return sorted(path for path in (ROOT / "pages").rglob("*.py") if "web" not in path.parts)


def functions(path: Path) -> dict[str, ast.AST]:
    return {node.name: node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)}


def modules(path: Path) -> dict[str, Path]:
    """Name in this module → the page's module that it means."""
    found = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pages"):
            folder = ROOT / node.module.replace(".", "/")
            found |= {each.asname or each.name: folder / f"{each.name}.py" for each in node.names}
    return {name: target for name, target in found.items() if target.exists()}


def meant(path: Path, node: ast.AST) -> Iterator[Known]:
    """The functions that stand behind a name, a lambda, a partial or a choice of them."""
    if isinstance(node, ast.Lambda):
        yield path, node
    elif isinstance(node, ast.IfExp):
        yield from (*meant(path, node.body), *meant(path, node.orelse))
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "partial":
        yield from meant(path, node.args[0])
    elif isinstance(node, ast.Name) and node.id in functions(path):
        yield path, functions(path)[node.id]
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        target = modules(path).get(node.value.id)
        if target and node.attr in functions(target):
            yield target, functions(target)[node.attr]


def entrances() -> Iterator[tuple[str, Known]]:
    for path in sources():
        for node in ast.walk(tree(path)):
            for target, found in entered(path, node):
                name = getattr(found, "name", "lambda")
                yield f"{target.relative_to(ROOT / 'pages')}:{name}", (target, found)


def entered(path: Path, node: ast.AST) -> Iterator[Known]:
    if isinstance(node, ast.FunctionDef) and any(
        ast.unparse(each).startswith(("st.fragment", "st.dialog")) for each in node.decorator_list
    ):
        yield path, node
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg in CALLBACKS:
            yield from meant(path, keyword.value)
    called = ast.unparse(node.func)
    arguments = node.args[1:2] if called.endswith("download_button") else []
    if called.startswith("st.dialog("):  # st.dialog("…")(function)(…)
        arguments = node.args
    for argument in arguments:
        yield from meant(path, argument)


def reached(start: Known) -> list[Known]:
    """What runs when this does, as far as it stands in pages."""
    found, ahead = [], [start]
    while ahead:
        here = ahead.pop()
        if here in found:
            continue
        found.append(here)
        path, node = here
        for each in ast.walk(node):
            if isinstance(each, ast.Call):
                ahead += meant(path, each.func)
    return found


def touches(node: ast.AST) -> bool:
    """Whether the journal is asked for more than everybody may know."""
    common = {
        id(each.value)
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and each.attr in COMMON
    }
    return any(
        isinstance(each, ast.Call)
        and ast.unparse(each) == "running.desk()"
        and id(each) not in common
        for each in ast.walk(node)
    )


def asks(node: ast.AST) -> bool:
    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(ast.unparse(each.func) in ASKING for each in calls)


EVERY = dict(entrances())


@pytest.mark.parametrize("name", EVERY)
def test_what_runs_by_itself_asks_again_who_is_looking(name: str) -> None:
    reach = reached(EVERY[name])
    assert not any(touches(node) for _, node in reach) or any(asks(node) for _, node in reach)


def test_the_search_finds_what_is_known_to_be_there() -> None:
    known = {
        "parts/watch.py:over",
        "parts/conversation.py:draw",
        "parts/acting_form.py:submit",
        "parts/drawer.py:_list",
        "parts/printing.py:made",
        "kota/kotak_masuk.py:views",
    }
    assert known <= EVERY.keys()
    assert touches(EVERY["parts/acting_form.py:submit"][1])
    assert asks(EVERY["parts/acting_form.py:submit"][1])
