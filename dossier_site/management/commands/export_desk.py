from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from dossier_site.ops.desk_archive import Missing, pack


class Command(BaseCommand):
    """All that staff wrote, in readable files, to be brought into another site."""

    help = "Write the whole desk, its editions, pictures and documents to one zip file. The same desk: the same bytes."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, file: Path, **options):
        """Write it beside its name first: a half archive has none."""
        draft = file.with_name(f".{file.name}.part")
        if file.exists():
            raise CommandError(f"{file} exists already.")
        try:
            pack(draft, self.stdout.write)
            draft.replace(file)
        except Missing as error:
            raise CommandError(
                f"Nothing was written: {error} cannot be found. Try again; if it is lost, bring it again at the desk."
            ) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(f"Desk written: {file} ({file.stat().st_size / 1e6:.1f} MB)")
