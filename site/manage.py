#!/usr/bin/env python3
"""Django's command line. The two source roots are put on the path here, for every command."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Run a management command with the product's settings. What it writes is for its owner alone."""
    os.umask(0o077)
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        from config.settings_parts.environment import ImpossibleSettingsError

        if not isinstance(error, ImpossibleSettingsError):
            raise
        sys.exit(str(error))


if __name__ == "__main__":
    main()
