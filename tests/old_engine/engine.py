"""Open pages in Qt's Chromium and print what they look like, as JSON. Runs in an environment of its own.

python engine.py WIDTH COOKIE ADDRESS…    (COOKIE: name=value, or nothing)
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--no-sandbox --disable-gpu"

from PyQt6.QtCore import QTimer, QUrl
from PyQt6.QtNetwork import QNetworkCookie
from PyQt6.QtWebEngineWidgets import QWebEngineView
from PyQt6.QtWidgets import QApplication

PATIENCE = 90_000  # milliseconds for all the pages, on a busy machine
LOOKED_AT = """(() => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.getClientRects().length);
    const box = (each) => each.getBoundingClientRect();
    const field = 'select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file])';
    return JSON.stringify({
        engine: navigator.userAgent,
        title: document.title,
        rules: [...document.styleSheets].map((sheet) => sheet.cssRules.length),
        drawing: Math.max(0, ...shown('svg').map((each) => box(each).width)),
        sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        fields: shown(field).map((each) => box(each).height),
    });
})()"""


def main() -> None:
    """Open each page in turn; leave with 1 when time is up."""
    width, cookie, *addresses = sys.argv[1:]
    application = QApplication(sys.argv[:1])
    view = QWebEngineView()
    view.resize(int(width), 1024)
    view.show()
    seen: list[dict[str, object]] = []
    if cookie:
        name, _, value = cookie.partition("=")
        kept = QNetworkCookie(name.encode(), value.encode())
        view.page().profile().cookieStore().setCookie(kept, QUrl(addresses[0]))

    def keep(answer: str) -> None:
        seen.append(json.loads(answer))
        if len(seen) < len(addresses):
            view.load(QUrl(addresses[len(seen)]))
        else:
            sys.stdout.write(json.dumps(seen))
            application.quit()

    view.loadFinished.connect(lambda _: view.page().runJavaScript(LOOKED_AT, keep))
    QTimer.singleShot(PATIENCE, lambda: application.exit(1))
    view.load(QUrl(addresses[0]))
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
