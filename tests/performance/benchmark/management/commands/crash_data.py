"""Make what `make crash` needs: people with sessions, mails that wait for the worker."""

import argparse
import json
from typing import Any

from django.core.mail import send_mail
from django.core.management.base import BaseCommand

from accounts.models import User
from benchmark.management.commands.bench_data import cookie_of
from courses.models import LessonPage, ModulePage


class Command(BaseCommand):
    help = "Make people and mails in a scratch database; print cookies and addresses as JSON."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the number of people and of mails."""
        parser.add_argument("--people", type=int, default=400)
        parser.add_argument("--mails", type=int, default=100)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make people and mails, then print cookies and the addresses of lessons to mark."""
        people = [User.objects.create_user(display_name=f"Personne {n}") for n in range(options["people"])]
        for number in range(options["mails"]):
            send_mail("Un mot", f"Mail {number}", None, [f"personne-{number}@example.org"])
        modules = {page.path: page.slug for page in ModulePage.objects.live()}
        lessons = {
            page.pk: f"/formations/{modules[page.path[:-4]]}/{page.slug}/fini/" for page in LessonPage.objects.live()
        }
        self.stdout.write(json.dumps({"people": {each.pk: cookie_of(each) for each in people}, "lessons": lessons}))
