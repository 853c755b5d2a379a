"""The settings of gunicorn, read as gunicorn reads them."""

import os
import runpy
import sys
from typing import Any
from unittest import mock

from tests.consistency.tree import ROOT


def gunicorn_settings() -> dict[str, Any]:
    """Return what tools/gunicorn.conf.py says, and leave the process as it was."""
    umask = os.umask(0o077)
    try:
        with mock.patch.object(sys, "path", list(sys.path)):
            return runpy.run_path(str(ROOT / "tools/gunicorn.conf.py"))
    finally:
        os.umask(umask)
