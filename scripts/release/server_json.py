"""server_json.py OWNER/REPOSITORY VERSION DIRECTORY: the entry for the MCP registry.

Fills deploy/registry/server.json in: whose it is, the version, and the bundles in
DIRECTORY with their digests.
"""

import hashlib
import json
import pathlib
import sys


def entry(repository: str, version: str, directory: pathlib.Path) -> dict:
    with open("deploy/registry/server.json", encoding="utf-8") as file:
        server = json.load(file)
    owner = repository.split("/")[0]
    server["name"] = f"io.github.{owner}/toolhub"
    server["version"] = version
    server["repository"]["url"] = f"https://github.com/{repository}"
    image, bundle = server["packages"]
    image["identifier"] = f"ghcr.io/{repository.lower()}:{version}"
    server["packages"] = [image] + [
        bundle
        | {
            "identifier": f"https://github.com/{repository}/releases/download/v{version}/{path.name}",
            "fileSha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "version": version,
        }
        for path in sorted(directory.glob("*.mcpb"))
    ]
    return server


if __name__ == "__main__":
    owner_and_name, release, folder = sys.argv[1:]
    json.dump(entry(owner_and_name, release, pathlib.Path(folder)), sys.stdout, indent=2)
    print()
