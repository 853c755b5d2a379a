"""Questions asked right after signing in, before going where one was going.

An app registers a step: given the request, the address of its question, or None when it has none to ask. Once the
question is answered its view goes `onward(request)`: to the next question, then to where the person was going.
"""

from collections.abc import Callable

from accounts.requests import MemberRequest

Step = Callable[[MemberRequest], str | None]
_steps: list[Step] = []
_GOING_TO = "after_sign_in"


def register(step: Step, *, first: bool = False) -> Step:
    """Ask `step` after each sign-in, before all the others when `first`. Registering twice asks once."""
    if step not in _steps:
        _steps.insert(0 if first else len(_steps), step)
    return step


def first_question(request: MemberRequest, target: str) -> str:
    """The first question's address, or `target` when nobody asks anything."""
    for step in _steps:
        address = step(request)
        if address:
            request.session[_GOING_TO] = target
            return address
    return target


def onward(request: MemberRequest, otherwise: str = "/") -> str:
    """Where to go once a question is answered; `otherwise` when it was not asked after signing in."""
    return first_question(request, request.session.pop(_GOING_TO, otherwise))


def target(request: MemberRequest) -> str:
    """Where the person was going, for a page that offers to go there without an answer."""
    return request.session.get(_GOING_TO, "/")
