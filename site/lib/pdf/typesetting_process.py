"""The process that makes one document, its data on the standard input, its PDF on the standard output.

It has nothing of the site: no settings, no keys, no database. It reads no file but those beside the template, and
writes none. Another module starts it.
"""

import resource
import sys
from pathlib import Path

import typst

from lib.bounds import keep_within_bounds

FONTS = Path(__file__).parent / "fonts"
LARGEST = 20 * 1024 * 1024  # bytes written
REFUSED = 3


def main() -> int:
    """Make the document; return REFUSED, and write why on the error output, for one that cannot be made."""
    (path,) = keep_within_bounds()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # in no file: what is written here may open an account
    template = Path(path)
    try:
        made = typst.compile(
            template,
            root=template.parent,
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]),
            sys_inputs={"data": sys.stdin.read()},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n{error.diagnostic}")
        return REFUSED
    if len(made) > LARGEST:
        sys.stderr.write(f"{len(made)} bytes")
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
