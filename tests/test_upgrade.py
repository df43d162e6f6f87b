"""What becomes of a database that an older version of the site wrote."""

from tests import running

BEFORE = {"publishing": "0003", "taskforces": "0003", "timeline": "0002", "library": "0001"}
OLD_ROWS = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
then = [("taskforces", "0003_countries"), ("timeline", "0002_editors"), ("library", "0001_initial")]
old = MigrationExecutor(connection).loader.project_state(then)
for room, model in (("taskforces", "Organisation"), ("timeline", "EventType"), ("timeline", "Topic")):
    old.apps.get_model(room, model).objects.create(name="Old", slug="old")
for slug in ("OLD", "Old", "Study-Visit"):
    old.apps.get_model("timeline", "EventType").objects.create(name=slug, slug=slug)
for contact in ("", " ", "the ministry"):
    old.apps.get_model("library", "Document").objects.create(title="Minutes", access="on_request", contact=contact)
old.apps.get_model("library", "Document").objects.create(title="Report")
"""
ROWS_NOW = """
from library.models import Document
from publishing.models import Text
from taskforces.models import Organisation
from timeline.models import EventType, Topic
print({row.touched_at for model in (Text, Organisation, EventType, Topic) for row in model.objects.all()})
print(*EventType.objects.order_by("slug").values_list("name", "slug"))
print(Text.objects.get(key="what-are-taskforces").folded)
print(sorted(Document.objects.values_list("title", "contact", "folded")))
"""


def test_rows_of_before_have_no_made_up_day_of_change_and_can_be_asked_for(tmp_path):
    env = running.own_database()

    def manage(*words):
        ended = running.manage(tmp_path, *words, **env)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.splitlines()

    for room, number in BEFORE.items():
        manage("migrate", room, number)
    manage("shell", "-v0", "-c", OLD_ROWS)
    manage("migrate")
    days, types, folded, contacts = manage("shell", "-v0", "-c", ROWS_NOW)
    assert days == "{None}"
    assert types == "('Old', 'old') ('OLD', 'old-2') ('Old', 'old-3') ('Study-Visit', 'study-visit')"
    assert folded.startswith("what are taskforces? a taskforce gives direct support")
    mended = ("Minutes", "the secretariat (see the contact page)", "minutes the secretariat (see the contact page)")
    kept = ("Minutes", "the ministry", "minutes the ministry")
    assert contacts == str([kept, mended, mended, ("Report", "", "report")])
