"""The files of the nightly dump."""

from django.core.files import File
from django.http import Http404
from django.urls import reverse

from dossiers.exports import dumps
from dossiers.formats.jsonld import address
from dossiers.views.machines import Machine
from library.serving import send


class DumpFile(Machine):
    """One of them, whole or a range of it: a fetch that broke off goes on."""

    def answer(self, name):
        found = dumps.opened(name)
        if found is None:
            raise Http404
        file, etag = found
        headers = {"Content-Type": "application/gzip", "Content-Disposition": f'attachment; filename="{name}"'}
        return send(self.request, File(file), etag=etag, headers=headers)

    def hangs_on(self):
        """The server's disk: nobody keeps it ready."""
        return None


def dump_address(dump):
    """The full address of a file."""
    return address(reverse("dump", args=[dump.name]))
