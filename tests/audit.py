"""`python -m tests.audit`, a part of `make check`: what the product is built of is pinned, fits
together, is installed as pinned, and has no vulnerability that is known today."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
ASK_S = 30
PIN = re.compile(r"[A-Za-z0-9][\w.\[\]-]*==[\w.+!-]+")
CANNOT_ASK = "Audit: the advisory service does not answer: vulnerabilities were NOT looked up."
NAME = re.compile(r"[\w.-]+")
#: What every virtual environment has by itself.
OF_THE_VENV = frozenset(("pip", "setuptools", "wheel"))


def main() -> int:
    pins = [line for name in FILES for line in wanted((ROOT / name).read_text())]
    installed = {plain(one.name): one.version for one in metadata.distributions()}
    wrong = [*unpinned(pins), *not_as_pinned(pins, installed), *unfit()]
    told, known = vulnerabilities(ROOT / FILES[1])
    good = f"Audit: {len(pins)} packages are pinned and as pinned; none is known to be weak."
    lines = [f"Audit: {line}" for line in [*wrong, *known]] + ([told] if told else [])
    sys.stdout.write("\n".join(lines or [good]) + "\n")
    return 1 if wrong or known else 0


def wanted(text: str) -> Iterator[str]:
    """The requirements of such a file, without remarks and references to other files."""
    for line in text.splitlines():
        plain_line = line.partition("#")[0].strip()
        if plain_line and not plain_line.startswith("-r "):
            yield plain_line


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def unpinned(pins: Iterable[str]) -> list[str]:
    return [f"{line} is not pinned with ==." for line in pins if not PIN.fullmatch(line)]


def not_as_pinned(pins: Iterable[str], installed: Mapping[str, str]) -> list[str]:
    """Another version, nothing at all, or what a pinned one needs and nobody pinned."""
    asked = {plain(name.partition("[")[0]): version for name, version in _parted(pins)}
    other = [
        f"{name} is {installed.get(name, 'not installed')}, pinned is {version}."
        for name, version in asked.items()
        if installed.get(name) != version
    ]
    strange = sorted(needed(asked) & installed.keys() - asked.keys() - OF_THE_VENV)
    return other + [f"{name} is needed and pinned nowhere." for name in strange]


def needed(names: Iterable[str]) -> set[str]:
    """What these packages need themselves, as far as they are installed; without extras."""
    asked = set(names)
    return {
        plain(NAME.match(line)[0])  # type: ignore[index]  # each requirement begins with a name
        for one in metadata.distributions()
        if plain(one.name) in asked
        for line in one.requires or ()
        if "extra ==" not in line
    }


def _parted(pins: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in pins:
        name, _, version = line.partition("==")
        yield name, version


def unfit() -> list[str]:
    done = _run("-m", "pip", "check", "--disable-pip-version-check")
    return [] if done is None or done.returncode == 0 else done.stdout.splitlines()


def vulnerabilities(file: Path) -> tuple[str, list[str]]:
    """What to say when nobody could be asked, and the known vulnerabilities."""
    done = _run("-m", "pip_audit", "--no-deps", "--disable-pip", "--strict", "--format", "json",
                "--progress-spinner", "off", "--requirement", str(file))  # fmt: skip
    return (CANNOT_ASK, []) if done is None else read(done.stdout)


def read(answer: str) -> tuple[str, list[str]]:
    """The same of pip-audit's own answer. Packages that it could not ask about count as unasked."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return CANNOT_ASK, []
    known = [
        f"{one['name']} {one['version']}: {weak['id']}, mended in {weak['fix_versions'] or '-'}."
        for one in packages
        for weak in one.get("vulns", ())
    ]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    return (CANNOT_ASK if skipped or not packages else ""), known


def _run(*arguments: str) -> subprocess.CompletedProcess[str] | None:
    """None: it took longer than anybody waits."""
    try:
        return subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, timeout=ASK_S, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        return None


if __name__ == "__main__":
    sys.exit(main())
