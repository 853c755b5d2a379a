"""Ask OSV (https://osv.dev) whether a part of the site, in its locked version, is under an advisory.

python3 tools/advisories.py

Only names and versions of public packages leave the machine. Without a way out nothing is known, and that is said: a
failure where CI=true, as for everything that a machine could not run. Standard library only.
"""

import json
import os
import sys
from urllib.request import Request, urlopen

import parts

OSV = "https://api.osv.dev/v1/querybatch"
PATIENCE = 20  # seconds


def advisories_of(listed: list[dict[str, str]]) -> dict[str, list[str]]:
    """Return, for each part under one, the names of its advisories.

    Raises OSError when OSV does not answer, ValueError or KeyError when something else answers in its place.
    """
    queries = [{"package": {"purl": part["purl"]}} for part in listed]
    asked = Request(OSV, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"})
    with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - the same
        results = json.load(answer)["results"]
    found = zip(listed, results, strict=True)
    return {part["purl"]: [each["id"] for each in result["vulns"]] for part, result in found if result.get("vulns")}


def main() -> int:
    """Print each advisory with where to read it; return 1 when there is one."""
    listed = parts.parts()
    try:
        found = advisories_of(listed)
    except (OSError, ValueError, KeyError) as error:
        print(f"Nothing is known: OSV could not be asked ({error}). Run this where there is a way out.")
        return int(os.environ.get("CI") == "true")
    scopes = {part["purl"]: part["scope"] for part in listed}
    for part, names in found.items():
        where = "" if scopes[part] == parts.NEEDED else ", for development"
        for name in names:
            print(f"{part}{where}: https://osv.dev/vulnerability/{name}")
    print(f"{len(listed)} parts, {len(found)} under an advisory. Time to mend: docs/security.md")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
