"""The worker's side of the task queue: running what waits, queuing again what a killed worker left behind.

django-tasks-db leaves the task of a killed worker « running » for ever (docs/architecture.md#trap-killed-worker).
Our tasks are short and may run twice without harm, so one that runs for longer than LONGEST_TASK is queued again.
"""

import datetime
import math
import threading
import time

from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

BACKEND = "worker"  # in settings.TASKS
LONGEST_TASK = datetime.timedelta(minutes=1)


def requeue(older_than: datetime.timedelta = LONGEST_TASK) -> int:
    """Queue again the tasks that began more than `older_than` ago and never ended; return their number."""
    abandoned = DBTaskResult.objects.running().filter(started_at__lte=timezone.now() - older_than)
    return abandoned.update(status=TaskResultStatus.READY, started_at=None)


def run_waiting_tasks(leaving: threading.Event, seconds: float = math.inf) -> None:
    """Run the tasks that are ready, one after the other, until there is none, `leaving` is set, or time is over.

    When none is ready it costs one query and no lock.
    """
    end = time.monotonic() + seconds
    while not leaving.is_set() and time.monotonic() < end and DBTaskResult.objects.ready().exists():
        _worker().run()


def _worker() -> Worker:
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=1,
        worker_id=get_random_string(32),
    )
