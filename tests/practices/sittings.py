"""« Lire à la suite » in the tests: what waits, what one chooses, the press."""

from content.models import Tried
from tests.practices.factories import make_practice

ROW = "/admin/relectures/a-la-suite/"


def line_of(user, words="Chez nous aussi.") -> Tried:
    """Send a line of `user` under a new sheet."""
    return Tried.say(make_practice(), user, words)


def shown(client, url=ROW):
    """Return what the page would send when nothing is chosen."""
    rows = client.get(url).context["rows"]
    data = {"cases": [row.item.case.pk for row in rows if row.item.may_be_answered]}
    for row in rows:
        if row.item.may_be_answered:
            data |= {row.form.add_prefix(name): row.form[name].value() for name in ("decision", "seen", "title")}
            data[row.form.add_prefix("words")] = ""
    return data


def chosen(data, case, decision, words=""):
    """Return what is sent, with this choice for a case."""
    return data | {f"c{case.pk}-decision": decision, f"c{case.pk}-words": words}


def press(client, data, url=ROW):
    """Send the page; return the page one is led to, or the page to mend."""
    answer = client.post(url, data)
    return client.get(answer.url) if answer.status_code == 302 else answer
