from django.core.management.base import BaseCommand, CommandError

from publishing.firing import fire_due


class Command(BaseCommand):
    help = "Publish and withdraw what is scheduled and due. Safe to repeat, to stop and to run twice at once."

    def handle(self, **options):
        """Do it, and say what was done. Raises CommandError where something has to wait or broke."""
        done = fire_due()
        text = "Published: {publish}. Withdrawn: {withdraw}. Not done, told at the item: {refused}."
        self.stdout.write(text.format_map({name: done[name] for name in ("publish", "withdraw", "refused")}))
        if done["waiting"] or done["broken"]:
            raise CommandError(f"Left for the next run: {done['waiting']}. Broken: {done['broken']}. See the log.")
