"""Who is answered how at every address of the desk, as `tests/rights_table.py` says. One without a line there fails."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from dossier_site.admin_site import DossierAdminSite
from publishing.models import Miss, Text, TrashedItem
from publishing.roles import Role
from publishing.trash import discard
from taskforces.models import Country, Region
from tests import make
from tests.rights_table import RIGHTS

pytestmark = pytest.mark.django_db


# What an answer is called in the table. Whoever is asked to sign in got nothing.
SIGNS = {200: "o", 302: ">", 400: "b", 403: "-", 404: "?", 405: "m"}


def named(patterns, prefix="", path=""):
    """All patterns of addresses that have a name, by that name."""
    found = {}
    for each in patterns:
        whole = f"{path}{each.pattern}"
        if hasattr(each, "url_patterns"):
            found |= named(each.url_patterns, prefix + (f"{each.namespace}:" if each.namespace else ""), whole)
        elif each.name:
            found[prefix + each.name] = whole
    return found


def addresses():
    """Those of the desk."""
    return named(each for each in get_resolver().url_patterns if str(each.pattern).startswith("admin/"))


def rows():
    """A row of each model that stands in addresses: published where it can be, and outside the editor's limits."""
    pact = make.published(make.taskforce("Pact", results=["A network"]))
    discard(make.event("Trashed", taskforces=[pact]))
    for days in (1, 0):
        miss = Miss.objects.create(words="pact", day=timezone.localdate() - timedelta(days=days))
    some = [pact, make.published(make.event(taskforces=[pact])), pact.results.get(), miss, TrashedItem.objects.get()]
    some += [make.organisation(), make.event_type(), make.topic(), make.picture(), make.document(), make.term()]
    some += [Country.objects.get(pk="FR"), Text.objects.get(pk="contact"), Region.objects.create(name="Bretagne")]
    return [*some, make.subscription().subject, make.person(Role.NONE, username="ada"), Group.objects.first()]


def filled(name, pattern, keys, drafts):
    """An address with the key of a row in it: to be deleted, that of a draft."""
    model = max((model for model in keys if f"{model}_" in name), key=len, default="")
    key = (drafts if name.endswith("_delete") else {}).get(model, keys.get(model))
    words = dict.fromkeys(("object_id", "key", "id"), key)
    words |= {"pk": 1, "uidb64": "MQ", "token": "a-b", "app_label": "timeline", "content_type_id": 1, "name": "csv"}
    named_in_it = re.findall(r"<(?:\w+:)?(\w+)>", str(pattern))
    return reverse(name, kwargs={word: words.get(word, 1) for word in named_in_it})


def sign(response):
    """What the table calls an answer."""
    asked = getattr(response, "template_name", None) == "admin/sign_in_again.html"
    is_asked = asked or response.get("Location", "").startswith(reverse("admin:login"))
    return "s" if is_asked else SIGNS.get(response.status_code, str(response.status_code))


@pytest.fixture
def answers(monkeypatch, settings):
    """Asks an address as everybody, and gives the signs of both methods. Nothing is drawn, and nothing stays."""
    settings.SENDS_MAIL = True
    monkeypatch.setattr(Template, "render", lambda *given: "")
    monkeypatch.setattr(DossierAdminSite, "each_context", lambda *given: {})
    clients = [Client()]
    for role in Role:
        other = make.taskforce("Another") if role == Role.LIMITED_EDITOR else None
        clients.append(Client())
        clients[-1].force_login(make.person(role, taskforces=[other] if other else ()))

    cookies = {client: client.cookies.output(header="") for client in clients}

    def ask(address, method, client):
        client.cookies.load(cookies[client])  # one of the addresses signs out
        with transaction.atomic():
            response = getattr(client, method)(address, {"post": "yes"} if method == "post" else {})
            transaction.set_rollback(True)
        return sign(response)

    return lambda address: tuple("".join(ask(address, method, each) for each in clients) for method in ("get", "post"))


def test_every_address_of_the_desk_answers_each_role_as_the_table_says(answers):
    keys = {row._meta.label_lower.replace(".", "_"): row.pk for row in rows()}
    drafts = {"taskforces_taskforce": make.taskforce("Draft").pk, "timeline_event": make.event("Draft").pk}
    asked = {name: answers(filled(name, pattern, keys, drafts)) for name, pattern in addresses().items()}
    others = [f"{name:45} {get}  {post}" for name, (get, post) in asked.items() if RIGHTS.get(name) != (get, post)]
    assert not others, "Not as in the table:\n" + "\n".join(others)
    assert RIGHTS.keys() == asked.keys()
