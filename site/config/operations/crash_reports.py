"""Errors sent to an address that reads Sentry's envelopes (ERRORS_DSN): off by default, and without a word of a person.

What leaves is written anew from a list of what may: the type of each exception, the code it went through (file of ours,
function, line), the name of the view or of the job, the id of the request, by which the log of this machine says more.
No message (it may quote a field, a row, an address), no variable, no request, no user, no machine, no crumb, no timing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.core.signals import got_request_exception

from config.operations import release

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

WITHHELD = "(message withheld)"
OF_EVENT = ("event_id", "timestamp", "platform", "level", "release", "environment", "sdk")
OF_FRAME = ("filename", "function", "module", "lineno", "in_app")
NOWHERE = "none"


def begin(transport: Callable[..., Any] | None = None) -> None:
    """Send what fails from now on, when ERRORS_DSN says where; `transport` stands in for the network."""
    if not settings.ERRORS_DSN:
        return
    import sentry_sdk

    sentry_sdk.init(
        dsn=settings.ERRORS_DSN,
        transport=transport,
        default_integrations=False,
        auto_enabling_integrations=False,
        before_send=only_code,
        before_breadcrumb=lambda *_: None,
        max_breadcrumbs=0,
        include_local_variables=False,
        include_source_context=False,
        send_client_reports=False,
        auto_session_tracking=False,
        max_request_body_size="never",
        server_name="",
        release=f"entrepairs@{release.number()}".rstrip("@"),
        environment="site",
        shutdown_timeout=2,  # seconds
    )
    got_request_exception.connect(_on_request, dispatch_uid="crash_reports")


def _on_request(request: Any = None, **_kwargs: Any) -> None:
    match = getattr(request, "resolver_match", None)
    tell((match and match.view_name) or NOWHERE)


def tell(where: str) -> None:
    """Send the exception under way, named after the view or the job `where`. Nothing when reports are off."""
    if not settings.ERRORS_DSN:
        return
    import sentry_sdk

    known = structlog.contextvars.get_contextvars()
    with sentry_sdk.new_scope() as scope:
        scope.set_tag("where", where)
        scope.set_tag("request_id", str(known.get("request_id", NOWHERE)))
        sentry_sdk.capture_exception()


def only_code(event: "Event", _hint: "Hint") -> "Event":
    """Return what may leave of an event, and nothing else of it: a part that a later version adds does not."""
    given: dict[str, Any] = dict(event)
    tags = given.get("tags") or {}
    kept: dict[str, Any] = {name: given[name] for name in OF_EVENT if name in given}
    kept["sdk"] = {name: kept.get("sdk", {}).get(name, "") for name in ("name", "version")}
    kept["transaction"] = tags.get("where", NOWHERE)
    kept["tags"] = {name: tags[name] for name in ("where", "request_id") if name in tags}
    raised = (given.get("exception") or {}).get("values") or []
    kept["exception"] = {"values": [_exception(each) for each in raised]}
    return kept  # type: ignore[return-value]


def _exception(raised: dict[str, Any]) -> dict[str, Any]:
    frames = (raised.get("stacktrace") or {}).get("frames") or []
    return {
        "type": raised.get("type"),
        "module": raised.get("module"),
        "value": WITHHELD,
        "stacktrace": {"frames": [{name: frame.get(name) for name in OF_FRAME} for frame in frames]},
    }
