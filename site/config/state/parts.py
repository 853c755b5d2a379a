"""Each part of « État du site »: how it is, and one sentence that says what to do."""

import datetime
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config.backups import progress
from config.models import LastBackup
from config.operations import heartbeat, release
from config.operations.heartbeat import WorkerState
from config.state import certificate
from lib.french_dates import write_day

LATE_MAIL = datetime.timedelta(minutes=15)
OLD_BACKUP = datetime.timedelta(hours=36)
LITTLE_ROOM = 2 * 1024**3  # bytes
NO_ROOM = 300 * 1024**2
SOON = datetime.timedelta(days=14)  # of a certificate, renewed a month before its end
GIGABYTE = 1024**3
NO_ADDRESS = (
    "Cette machine ne trouve pas le nom du site. Vérifiez ORIGIN, puis l’adresse de ce nom chez qui vous l’avez acheté "
    "(DNS), ou dans /etc/hosts pour un essai."
)
REFUSED = (
    "Un navigateur ne l’accepterait pas, ou rien ne répond ({fault}). Vérifiez que le serveur web tourne ; son journal "
    "dit pourquoi un certificat n’arrive pas. Une autorité locale, que cette machine ne connaît pas, reste ici refusée."
)
RENEW = "Il aurait dû être renouvelé : le journal du serveur web dit pourquoi."


class How(StrEnum):
    """How a part is."""

    GOOD = "good"
    WATCH = "watch"  # nothing is broken yet, or nothing is known
    BAD = "bad"


@dataclass(frozen=True)
class Part:
    """A part, how it is, and what is to be known of it, in French."""

    title: str
    how: How
    said: str


WORKER = {
    WorkerState.OK: (How.GOOD, "Il a fait son dernier tour il y a moins de cinq minutes."),
    WorkerState.NOT_NEEDED: (How.GOOD, "Ce site n’en a pas : les pages font tout elles-mêmes (WORKER=0)."),
    WorkerState.UNKNOWN: (How.WATCH, "On ne sait pas s’il tourne. Lancez le service « worker », puis revenez."),
    WorkerState.FAILING: (How.BAD, "Son dernier tour a laissé quelque chose. Le journal du service dit quoi."),
    WorkerState.LATE: (How.BAD, "Il ne répond plus depuis cinq minutes. Relancez le service « worker »."),
}


def worker() -> Part:
    """Say whether the worker makes its rounds."""
    return Part("Le travail de fond", *WORKER[heartbeat.state()])


def oldest_waiting() -> datetime.timedelta | None:
    """Return how long the oldest task has waited, most often a mail; None when none waits."""
    waiting = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL)
    first = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return timezone.now() - first if first else None


def failed_jobs() -> int:
    """Return how many tasks failed and wait to be tried again."""
    return DBTaskResult.objects.failed().count()


def mails() -> Part:
    """Say whether mails leave."""
    title = "Les e-mails"
    if not settings.MAIL_IS_SENT:
        return Part(title, How.GOOD, "Ce site n’en envoie pas (EMAIL_URL est vide).")
    waited = oldest_waiting()
    if waited is None:
        return Part(title, How.GOOD, "Aucun n’attend.")
    minutes = int(waited.total_seconds() // 60)
    said = f"Le plus ancien attend depuis {minutes} min."
    return Part(title, How.BAD if waited > LATE_MAIL else How.GOOD, said)


def failures() -> Part:
    """Say whether tasks of the worker failed: mails, which are tried again, and others, which are not."""
    title, failed = "Les tâches à refaire", failed_jobs()
    if not failed:
        return Part(title, How.GOOD, "Aucune.")
    said = f"{failed}. Un e-mail repart tout seul. Pour le reste, le journal du service « worker » dit pourquoi."
    return Part(title, How.WATCH, said)


def disk() -> Part:
    """Say how much room is left where the site writes."""
    free = min(shutil.disk_usage(folder).free for folder in (settings.VAR_DIR, _existing(Path(settings.MEDIA_ROOT))))
    how = How.BAD if free < NO_ROOM else How.WATCH if free < LITTLE_ROOM else How.GOOD
    said = f"Il reste {free / GIGABYTE:.1f} Go.".replace(".", ",", 1)
    return Part("La place sur le disque", how, said if how == How.GOOD else f"{said} Faites de la place.")


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else Path(settings.VAR_DIR)


def backup() -> Part:
    """Say when everything was last saved."""
    title, last = "La dernière sauvegarde", LastBackup.objects.first()
    if last is None:
        return Part(
            title, How.BAD, "Aucune n’est connue. Programmez « backup » chaque nuit, et gardez-en une ailleurs."
        )
    day = write_day(timezone.localtime(last.made_at), "j F Y")
    if timezone.now() - last.made_at > OLD_BACKUP:
        return Part(title, How.BAD, f"Elle date du {day}. Regardez pourquoi la suivante n’a pas eu lieu.")
    return Part(title, How.GOOD, f"Elle date du {day}. Une fois par trimestre, essayez de la remettre ailleurs.")


def backup_under_way() -> Part:
    """Say where the backup being made stands."""
    found = progress.state()
    said = f"{found.said} Vous pouvez quitter cette page." if found else "Aucune ne se fait en ce moment."
    return Part("La sauvegarde en cours", How.GOOD, said)


def https() -> Part:
    """Say until when the certificate is good."""
    title = "Le certificat"
    if not settings.ORIGIN.startswith("https://"):
        return Part(title, How.WATCH, "Ce site est en http : il n’en a pas.")
    found = certificate.seen()
    if found is None:
        return Part(title, How.WATCH, "Le travail de fond ne l’a pas encore regardé.")
    if found.fault:
        said = NO_ADDRESS if found.has_no_address else REFUSED.format(fault=found.fault)
        return Part(title, How.BAD, f"{said} {_looks(found)}")
    is_soon = found.last_day - timezone.localdate() < SOON
    said = f"Il est bon jusqu’au {write_day(found.last_day, 'j F Y')}."
    return Part(title, How.BAD if is_soon else How.GOOD, f"{said} {RENEW} {_looks(found)}" if is_soon else said)


def _looks(found: certificate.Certificate) -> str:
    """Say when it was looked at, and when it will be again: the page itself asks nobody."""
    seen, again = (
        timezone.localtime(datetime.datetime.fromtimestamp(moment, datetime.UTC))
        for moment in (found.looked_at, found.looks_again_at)
    )
    said = f"Regardé le {write_day(seen, 'j F')} à {seen:%H h %M} (heure de Paris)"
    return f"{said}. Le travail de fond regarde de nouveau après {again:%H h %M}."


def installed() -> Part:
    """Say which version runs."""
    number, commit = release.number(), release.commit()
    said = f"Entrepairs {number or 'sans numéro'}"
    return Part("La version", How.GOOD, f"{said}, au point {commit} de son code." if commit else f"{said}.")


PARTS: tuple[Callable[[], Part], ...] = (worker, mails, failures, disk, backup, backup_under_way, https, installed)
