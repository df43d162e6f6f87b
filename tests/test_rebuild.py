"""Drawing the live rows anew changes nothing that anybody reads."""

import pytest
from django.conf import settings
from django.core.management import call_command

from dossier_site.ops.loading import load
from publishing.editions import withdraw
from taskforces.models import Dossier, Taskforce
from tests.reading import mapped

pytestmark = pytest.mark.django_db
LISTS = ("/taskforces/?view=table", "/taskforces/?country=NO", "/events/?year=2020", "/events/?page=2", "/sitemap.xml")


def test_rebuild_live_leaves_every_page_the_same_and_withdrawn_ones_withdrawn(client):
    load(settings.BASE_DIR / "fixtures")
    gone = Dossier.objects.get(slug="danish-technology-pact").get_absolute_url()
    withdraw(Taskforce.objects.get(slug="danish-technology-pact"), reason="not_kept")
    addresses = [*mapped(client), *LISTS]
    before = {address: client.get(address).content for address in addresses}
    call_command("rebuild_live")
    assert len(before) > 100
    assert [address for address in addresses if client.get(address).content != before[address]] == []
    assert client.get(gone).status_code == 410
