"""What becomes of a database that an older version of the site wrote."""

from tests import running

OLD_ROWS = """
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
then = [("publishing", "0003_texts"), ("taskforces", "0003_countries"), ("timeline", "0002_editors")]
then += [("library", "0001_initial")]
for room, name in [("contenttypes", "0001_initial"), *then]:  # what is there in part is no error
    call_command("migrate", room, name, verbosity=0)
old = MigrationExecutor(connection).loader.project_state(then)
for room, model in (("taskforces", "Organisation"), ("timeline", "EventType"), ("timeline", "Topic")):
    old.apps.get_model(room, model).objects.create(name="Old", slug="old")
country = old.apps.get_model("taskforces", "Country").objects.get(code="FR")
old.apps.get_model("taskforces", "Organisation").objects.create(name="French", slug="french", country=country)
dossier = old.apps.get_model("taskforces", "Dossier")
dossier.objects.create(
    id="6f0d1a52-9a53-4c5e-8a0e-1f6f5c1c2b10", slug="old", title="Île Été", background="<p>A <em>pact</em></p>",
    results=[{"text": "A network", "date": "2018"}, {"text": "b", "date": "2019/.."}, {"text": "c", "date": ""}],
    objectives=[], edition_number=1, published_at="2020-01-01T00:00Z", updated_at="2020-01-01T00:00Z",
)
for slug in ("OLD", "Old", "Study-Visit"):
    old.apps.get_model("timeline", "EventType").objects.create(name=slug, slug=slug)
addresses = old.apps.get_model("publishing", "Address").objects
addresses.create(path="Node/Be\u0300ta", kind="event", key="00000000-0000-0000-0000-000000000001")
for contact in ("", " ", "the ministry"):
    old.apps.get_model("library", "Document").objects.create(title="Minutes", access="on_request", contact=contact)
old.apps.get_model("library", "Document").objects.create(title="Report")
"""
ROWS_NOW = """
from django.db import connection
from library.models import Document
from publishing.roles import GROUPS, rights
from publishing.models import Address, Text
from taskforces.models import Country, Dossier, Organisation
from tests.test_roles import stored
from timeline.models import EventType, Topic
print({row.touched_at for model in (Text, Organisation, EventType, Topic) for row in model.objects.all()})
print(*EventType.objects.order_by("slug").values_list("name", "slug"))
print(Text.objects.get(key="what-are-taskforces").folded)
print(*Address.objects.values_list("lookup", flat=True))
dossier = Dossier.objects.get()
print(repr(dossier.folded), dossier.sort_title, dossier.last_result, dossier.open_result)
print(*[country.sort_name for country in Country.objects.all()[:2]], Country.objects.get(pk="XK"))
print(sorted(Document.objects.values_list("title", "contact", "folded")))
print(*[(row.name, *row.countries.all()) for row in Organisation.objects.all()])
print(all(stored(role) == rights(role) for role in GROUPS))
live = ("timeline_entry", "taskforces_dossier")
print([name for name in connection.introspection.table_names() if name.startswith(live) and "_word" in name])
"""


def test_rows_of_before_have_no_made_up_day_of_change_and_can_be_asked_for(tmp_path):
    env = running.own_database()

    def manage(*words):
        ended = running.manage(tmp_path, *words, **env)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.splitlines()

    manage("shell", "-v0", "-c", OLD_ROWS)
    manage("migrate")
    days, types, folded, address, dossier, countries, contacts, *others = manage("shell", "-v0", "-c", ROWS_NOW)
    assert days == "{None}"
    assert types == "('Old', 'old') ('OLD', 'old-2') ('Old', 'old-3') ('Study-Visit', 'study-visit')"
    assert address == "node/bèta"
    assert folded.startswith(" what are taskforces a taskforce gives direct support")
    words = " ile ete a pact a network b c ^ile ^ete =a =b =c =ete =ile =network =pact "
    assert dossier == f"{words!r} ile ete 2018-12-31 2019-01-01"
    assert countries == "afghanistan aland islands Kosovo"
    mended = ("Minutes", "the secretariat (see the contact page)", " minutes the secretariat see the contact page ")
    kept = ("Minutes", "the ministry", " minutes the ministry ")
    is_located, has_rights, kept_words = others
    assert is_located == "('French', <Country: France>) ('Old',)"
    assert has_rights == "True", "roles have rights to what is new"
    assert kept_words == "[]", "the search has those of live rows"
    assert contacts == str([kept, mended, mended, ("Report", "", " report ")])
