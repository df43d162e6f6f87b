from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from dossier_site.accounts.letting_in import let_in


class Command(BaseCommand):
    help = "Let somebody back in: takes away second factors, pauses and sessions, and gives a link for a new password."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the name that they sign in with")

    def handle(self, *, username, **options):
        staff = get_user_model().objects.filter(is_staff=True)
        user = staff.filter(username=username).first()
        if user is None:
            names = ", ".join(staff.filter(is_superuser=True).values_list("username", flat=True)[:20]) or "none"
            raise CommandError(f"No account of staff is called {username!r}. Administrators: {names}.")
        self.stdout.write(f"{username} sets a new password here, once and within three days:\n{let_in(user)}")
