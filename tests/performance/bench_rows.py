"""The rows of `make bench`: each address, who opens it, and its budget (docs/architecture.md#budgets)."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True, eq=False)
class Row:
    """One line of the table. Budgets: queries, times the bare view, milliseconds of processor; None: no budget."""

    name: str
    path: str
    cookie: str = ""
    form: dict[str, str] = field(default_factory=dict)
    uncached: bool = False
    status: int = 200
    most_queries: int | None = None
    most_ratio: float | None = None
    most_cpu: float | None = None

    @property
    def requests(self) -> int:
        """Return how many to send at each pass: more for short answers, since the kernel counts in hundredths."""
        return 120 if (self.most_ratio is None and self.cookie) or self.uncached else 480

    @property
    def method(self) -> str:
        """Return POST when there is a form."""
        return "POST" if self.form else "GET"

    def headers(self) -> dict[str, str]:
        """Return the headers that a browser on the site would send."""
        given = {"Sec-Fetch-Site": "same-origin", "Connection": "keep-alive"}
        if self.cookie:
            given["Cookie"] = self.cookie
        if self.uncached:
            given["X-Uncached"] = "1"
        if self.form:
            given["Content-Type"] = "application/x-www-form-urlencoded"
        return given

    def body(self) -> str | None:
        """Return the form, encoded."""
        return urlencode(self.form) if self.form else None


BARE = Row("b: a bare Django view", "/")


def rows_of(world: dict[str, Any]) -> list[Row]:
    """Return every row, for the addresses and cookies that `bench_data` made."""
    lesson, module, member = world["lesson"], world["module"], world["member"]
    answer = {"question": world["question"], "attempt": "1", "choices": world["choice"]}
    return [
        Row("home, visitor", "/", most_queries=0, most_ratio=1.5),
        Row("module, visitor", module, most_queries=0, most_ratio=1.5),
        Row("lesson, visitor", lesson, most_queries=0, most_ratio=1.5),
        Row("practice sheets, visitor", "/pratiques/", most_queries=0, most_ratio=1.5),
        Row("module, visitor, not kept", module, uncached=True, most_queries=12, most_cpu=12),
        Row("lesson, visitor, not kept", lesson, uncached=True, most_queries=12, most_cpu=12),
        Row("list of modules, not kept", "/formations/", uncached=True, most_queries=5),
        Row("directory, not kept", "/annuaire/", uncached=True, most_queries=5),
        Row("home, member", "/", cookie=member, most_queries=12),
        Row("module, member", module, cookie=member, most_queries=10, most_ratio=6),
        Row("lesson, member", lesson, cookie=member, most_queries=10, most_ratio=6),
        Row("mark a lesson", f"{lesson}fini/", cookie=member, form={"action": "done"}, status=302, most_queries=8),
        Row("answer a question", f"{lesson}reponse/", cookie=member, form=answer, most_queries=8),
        Row("passport of 20 lines", "/passeport/", cookie=member, most_queries=16),
        Row("passport of 200 lines", "/passeport/", cookie=world["long"], most_queries=16),
        Row("share, the door", world["share"], most_queries=0),
        Row("share, reveal", world["share"], form={"reader": "Banc"}, status=303, most_queries=8),
        Row("search", "/recherche/?q=tresorerie", most_queries=8),
        Row("admin, list of modules", "/admin/formations/", cookie=world["moderator"], most_queries=35),
    ]
