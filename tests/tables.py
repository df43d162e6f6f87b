"""Tables at the desk, as a person takes them out and brings them."""

from django.core.files.uploadedfile import SimpleUploadedFile

KINDS = {"event": "timeline/event", "taskforce": "taskforces/taskforce", "organisation": "taskforces/organisation"}


def take(client, kind, form="csv", query=""):
    """The bytes of a file that the desk gives."""
    answer = client.get(f"/admin/{KINDS[kind]}/export/{form}/{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def look(client, kind, content, name="table.csv"):
    """The page that says what a file would do."""
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(f"/admin/{KINDS[kind]}/import/", {"file": SimpleUploadedFile(name, data)})


def bring(client, kind, content, **changed):
    """Look at a file, then say yes."""
    page = look(client, kind, content)
    found = page.context["found"]
    assert found.faults == []
    sent = {"kept": page.context["kept"], "seen": found.seen} | changed
    return client.post(f"/admin/{KINDS[kind]}/import/", sent, follow=True)


def told(page):
    """How many rows are new, changed and the same."""
    found = page.context["found"]
    return len(found.new), len(found.changed), len(found.same)
