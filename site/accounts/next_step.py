"""Questions asked of a member right after sign-in, before the page they were going to.

An app registers a step: a function that takes the request and returns the address of its question, or None when it
has none to ask. Once the member has answered, the view of the question redirects to `onward(request)`: the next
question, then the page they were going to.
"""

from collections.abc import Callable

from accounts.requests import MemberRequest

Step = Callable[[MemberRequest], str | None]
_steps: list[Step] = []
_GOING_TO = "after_sign_in"


def register(step: Step, *, first: bool = False) -> Step:
    """Ask `step` after each sign-in, before all the others when `first`. A step registered twice asks once."""
    if step not in _steps:
        _steps.insert(0 if first else len(_steps), step)
    return step


def first_question(request: MemberRequest, target: str) -> str:
    """Return the address of the first question, or `target` when no step has one."""
    for step in _steps:
        address = step(request)
        if address:
            request.session[_GOING_TO] = target
            return address
    return target


def onward(request: MemberRequest, otherwise: str = "/") -> str:
    """Return where to go once a question is answered; `otherwise` when it was not asked after sign-in."""
    return first_question(request, request.session.pop(_GOING_TO, otherwise))


def go_to(request: MemberRequest, address: str) -> None:
    """Lead to `address`, an address of this site, once no question is left."""
    request.session[_GOING_TO] = address


def target(request: MemberRequest) -> str:
    """Return where the member was going, for a page that offers to go there without an answer."""
    return request.session.get(_GOING_TO, "/")
