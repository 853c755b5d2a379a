"""Write the settings of a new site, its secrets drawn on the spot, in a file for its owner alone (0600).

    python3 tools/new_env.py www.exemple.org document.exemple.net /etc/entrepairs.env
    python3 tools/new_env.py --database postgres://… --redis redis://… www.exemple.org - /etc/entrepairs.env
    python3 tools/new_env.py --containers www.exemple.org document.exemple.net docs/deploy/.env

The second name is the neutral host of shares, of a domain of its own; « - » when there is none. A file that exists is
never replaced: its keys are those of the cards and of the shares. Standard library only.
"""

import argparse
import base64
import os
import re
import secrets
import sys
from pathlib import Path

NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d+)?|localhost(:\d+)?")


def host(text: str) -> str:
    """Return a host name, in small letters. Raise ArgumentTypeError for an address or anything else."""
    if text != "-" and not NAME.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError(f"« {text} » is no host name, such as www.exemple.org")
    return text.lower()


def settings(site: str, neutral: str, *, containers: bool, var_dir: str = "/var/lib/entrepairs") -> dict[str, str]:
    """Return the settings by name, in the order of .env.example."""
    keys = {
        "ORIGIN": f"https://{site}",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "CODE_KEY": secrets.token_urlsafe(48),
        "PASSPORT_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        "VAR_DIR": var_dir,
        "PROXY_COUNT": "1",
    }
    if neutral != "-":
        keys["PASSPORT_ORIGIN"] = f"https://{neutral}"
    if not containers:
        return keys
    password = secrets.token_urlsafe(24)
    keys |= {
        "DATABASE_URL": f"postgres://entrepairs:{password}@/entrepairs?host=/run/postgresql",
        "REDIS_URL": "unix:///run/redis/redis.sock?db=0",
        "POSTGRES_PASSWORD": password,
        "SITE_HOST": site,
    }
    if neutral != "-":
        keys["NEUTRAL_HOST"] = neutral
    return keys


def write(path: Path, keys: dict[str, str]) -> None:
    """Write them, one a line. Raise FileExistsError rather than replace a file."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in keys.items())


def main() -> int:
    """Write the file that the arguments name; return 1 when it exists already."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--containers", action="store_true", help="for docs/deploy/compose.yaml")
    parser.add_argument("--var-dir", default="/var/lib/entrepairs", help="where the site writes")
    parser.add_argument("--database", metavar="URL", help="DATABASE_URL; without it, SQLite in VAR_DIR")
    parser.add_argument("--redis", metavar="URL", help="REDIS_URL; without it, the database and VAR_DIR serve")
    parser.add_argument("site", type=host)
    parser.add_argument("neutral", type=host)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    keys = settings(given.site, given.neutral, containers=given.containers, var_dir=given.var_dir)
    keys |= {name: url for name, url in (("DATABASE_URL", given.database), ("REDIS_URL", given.redis)) if url}
    try:
        write(given.file, keys)
    except OSError as error:
        print(f"{given.file}: {error.strerror}. Nothing was written.", file=sys.stderr)
        return 1
    print(f"{given.file} is written. Keep a copy of its keys apart from the backups: docs/operating.md, « Backup ».")
    return 0


if __name__ == "__main__":
    sys.exit(main())
