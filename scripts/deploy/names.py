"""Checks that what deploys toolhub speaks of the toolhub that is here.

Every setting named in deploy/ and the Dockerfile is one that
docs/configuration.md lists, every version is Cargo.toml's, and the entry for the
MCP registry keeps the registry's rules.
"""

import json
import pathlib
import re
import sys

SETTING = re.compile(r"\b(?:TOOLHUB|GITHUB|HTTP|DATABASE|DOCKER)_[A-Z_]*[A-Z]\b|\bPUBLIC_URL\b")
REGISTRY_SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"


def unknown_settings() -> list[str]:
    reference = pathlib.Path("docs/configuration.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| `([A-Z_]+)`", reference, re.MULTILINE))
    files = [pathlib.Path("Dockerfile"), *pathlib.Path("deploy").rglob("*")]
    found = []
    for file in files:
        if file.is_dir() or file.parent.name == "secrets":
            continue
        for name in SETTING.findall(file.read_text(encoding="utf-8")):
            if name.removesuffix("_FILE") not in known:
                found.append(f"{file}: {name} is no setting")
    return found


def other_versions(version: str) -> list[str]:
    said = {
        "deploy/helm/toolhub/Chart.yaml": r'^appVersion: "(.*)"$',
        "deploy/kubernetes/kustomization.yaml": r"^    newTag: (.*)$",
        "deploy/mcpb/manifest.json": r'^  "version": "(.*)",$',
        "deploy/registry/server.json": r'^  "version": "(.*)",$',
    }
    return [
        f"{file} does not say version {version}"
        for file, pattern in said.items()
        if re.findall(pattern, pathlib.Path(file).read_text(encoding="utf-8"), re.MULTILINE) != [version]
    ]


def registry_entry(version: str) -> list[str]:
    """The rules of the registry's schema that this entry could break."""
    server = json.loads(pathlib.Path("deploy/registry/server.json").read_text(encoding="utf-8"))
    rules = {
        "it names another schema": server["$schema"] == REGISTRY_SCHEMA,
        "its name has not the form namespace/name": re.fullmatch(r"[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+", server["name"]),
        "its description has more than 100 characters": 1 <= len(server["description"]) <= 100,
        "its title has more than 100 characters": 1 <= len(server["title"]) <= 100,
        "its repository has no url or source": {"url", "source"} <= server["repository"].keys(),
        "its image has no exact tag": server["packages"][0]["identifier"].endswith(f":{version}"),
        "its image's name is not in small letters": server["packages"][0]["identifier"].islower(),
        "a bundle has no digest": re.fullmatch(r"[a-f0-9]{64}", server["packages"][1]["fileSha256"]),
        "it has a key that the schema does not": server.keys()
        <= {"$schema", "name", "title", "description", "version", "repository", "packages"},
        "a package has a key that the schema does not": all(
            package.keys()
            <= {"registryType", "identifier", "runtimeHint", "runtimeArguments", "transport", "environmentVariables"}
            | {"fileSha256", "version"}
            for package in server["packages"]
        ),
        "its label in the Dockerfile differs": f"SERVER_NAME={server['name']}"
        in pathlib.Path("Dockerfile").read_text(encoding="utf-8"),
    }
    return [f"deploy/registry/server.json: {what}" for what, holds in rules.items() if not holds]


def main() -> int:
    cargo = pathlib.Path("Cargo.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.*)"$', cargo, re.MULTILINE).group(1)
    found = unknown_settings() + other_versions(version) + registry_entry(version)
    print("\n".join(found) or "all well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
