#!/usr/bin/env python3
"""Writes dist/THIRD-PARTY.md: what a toolhub binary contains, with the licences' texts.

    scripts/third_party.py [FILE]

The packages are those that Cargo builds into toolhub on any of deny.toml's targets,
the texts those that the packages bring. Archives, bundles and images hold the file;
the repository does not.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXTS = re.compile(r"^(LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|UNLICENSE)", re.IGNORECASE)
HEAD = """# Software that toolhub contains

A toolhub binary is made from the packages below, each under its own licence. Inside
two of them comes more: SQLite (public domain) in libsqlite3-sys, mimalloc (MIT) in
libmimalloc-sys. The image holds the GNU C library (LGPL 2.1 or later) and libgcc
(GPL 3 with the runtime library exception) besides, as Debian ships them.
"""


def cargo(*arguments: str) -> str:
    command = ["cargo", *arguments, "--locked", "--manifest-path", str(ROOT / "Cargo.toml")]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT).stdout


def built() -> set[tuple[str, str]]:
    """Name and version of every package that gets into a binary."""
    # By hand: the oldest machine that builds a release has no tomllib.
    listed = re.search(r"^targets = \[(.*?)\]", (ROOT / "deny.toml").read_text(encoding="utf-8"), re.M | re.S)
    targets = re.findall(r'"(.+?)"', listed[1])
    found = set()
    for target in targets:
        lines = cargo("tree", "--target", target, "--edges", "normal", "--prefix", "none", "--format", "{p}")
        for line in lines.splitlines():
            name, version = line.split()[:2]
            found.add((name, version.removeprefix("v")))
    return found - {("toolhub", version) for name, version in found if name == "toolhub"}


def texts(directory: pathlib.Path) -> list[str]:
    files = sorted(path for path in directory.iterdir() if path.is_file() and TEXTS.match(path.name))
    return ["\n".join(line.rstrip() for line in path.read_text("utf-8", "replace").strip().splitlines()) for path in files]


def page() -> str:
    wanted = built()
    packages = [
        package
        for package in json.loads(cargo("metadata", "--format-version", "1"))["packages"]
        if (package["name"], package["version"]) in wanted
    ]
    packages.sort(key=lambda package: (package["name"], package["version"]))
    lines = [HEAD, "| package | licence | from |", "| --- | --- | --- |"]
    carriers = collections.defaultdict(list)
    bare = []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        lines.append(f"| {name} | {package['license']} | {package['repository'] or ''} |")
        brought = texts(pathlib.Path(package["manifest_path"]).parent)
        for text in brought:
            carriers[text].append(name)
        if not brought:
            bare.append(f"- {name}: {', '.join(package['authors']) or 'its authors'}; {package['license']}")
    lines += ["", "Packages that bring no text of their licence, and whose they are:", "", *bare, "", "# Texts"]
    for text, names in sorted(carriers.items(), key=lambda item: (item[1], item[0])):
        fence = "~" * (max(map(len, re.findall("~+", text)), default=2) + 1)
        lines += ["", f"Of {', '.join(names)}:", "", f"{fence}text", text, fence]
    return "\n".join(lines) + "\n"


def main() -> None:
    file = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "THIRD-PARTY.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
