"""Policies sent to the browser: what it may load and use on our pages."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
    }
}
# Wagtail's admin writes inline scripts and styles: its own policy, and no nonce (a nonce disables 'unsafe-inline').
ADMIN = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
# No page asks for these.
PERMISSIONS: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}
