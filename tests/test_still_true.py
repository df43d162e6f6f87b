"""Once a year who asked for a taskforce is asked whether its dossier is still true, by a real mail server."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from publishing.models import Remark
from publishing.remarks import MOST_OF_A_LINK
from taskforces.models import Organisation
from taskforces.models.live import Dossier
from tests import desk, make
from tests.mailbox import text_of
from tests.reading import read
from upkeep.models import ConfirmationRequest

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


@pytest.fixture
def pact(db):
    ministry = make.organisation("Ministry of Education", contact_email=ADA)
    return of_long_ago(make.taskforce("Technology Pact", summary="Forty schools.", organisations=[ministry]))


def of_long_ago(item):
    """The item, published more than a year ago."""
    make.published(item)
    Dossier.objects.filter(pk=item.pk).update(published_at=timezone.now() - timedelta(days=400))
    return item


def run():
    """Run the command; gives what it says."""
    said = StringIO()
    call_command("ask_if_still_true", stdout=said)
    return said.getvalue()


def link_in(letter):
    (path,) = re.findall(r"http://testserver(/still-true/\S+/)", text_of(letter))
    return path


def test_whole_way_from_the_letter_to_the_confirmed_dossier(mailbox, pact, admin_client, settings):
    settings.SITE_URL = "http://testserver"
    assert "1 sent" in run()
    (letter,) = mailbox.letters
    assert (letter["To"], "Technology Pact" in letter["Subject"]) == (ADA, True)
    path, client = link_in(letter), Client()
    assert "Ministry of Education" in read(client, path).main
    assert not Remark.objects.exists()
    answer = client.post(path, {"act": "confirm", "name": "Ada Byron"})
    assert "Thank you" in read(client, answer.url).main
    assert not client.cookies
    pact.refresh_from_db()
    assert pact.confirmed_on is None
    (remark,) = Remark.objects.open().on(pact)
    assert "Note it as confirmed" in admin_client.get(desk.address(pact)).content.decode()
    admin_client.post(desk.address(pact, "settle"), {"accept": str(remark.pk)})
    pact.refresh_from_db()
    assert (pact.confirmed_on, pact.confirmed_by) == (date.today(), "Ada Byron, Ministry of Education")
    assert pact.state == pact.State.CHANGED
    assert not Remark.objects.open().exists()


@pytest.mark.parametrize("act", ["correct", "add"])
def test_correction_and_addition_land_as_proposals_and_change_nothing(mailbox, pact, admin_client, settings, act):
    settings.SITE_URL = "http://testserver"
    run()
    path = link_in(mailbox.letters[0])
    nothing = Client().post(path, {"act": act, "text": " \u200b"})
    assert nothing.context["form"].errors["text"]
    Client().post(path, {"act": act, "text": "It was fifty", "passage": "Forty schools"})
    ((remark, _label, place),) = admin_client.get(desk.address(pact)).context["remarks"]
    assert (remark.act, remark.name, place) == (act, "Ministry of Education", "id_summary")
    pact.refresh_from_db()
    assert pact.state == pact.State.PUBLISHED


def test_answers_without_end_are_refused_with_a_sentence_and_no_word_is_lost(mailbox, pact, settings):
    settings.SITE_URL = "http://testserver"
    run()
    own = {"origin": "requester", "kind": "taskforce", "key": pact.pk}
    Remark.objects.bulk_create(Remark(**own, text=f"Answer {number}") for number in range(MOST_OF_A_LINK))
    refused = Client().post(link_in(mailbox.letters[0]), {"act": "add", "text": "One more"})
    assert refused.status_code == 429
    assert [word for word in ("very many remarks", "One more") if word not in refused.content.decode()] == []
    assert Remark.objects.count() == MOST_OF_A_LINK


def test_each_is_asked_once_a_year_however_often_the_command_runs(mailbox, pact):
    for _time in range(3):
        run()
    assert len(mailbox.letters) == 1
    ConfirmationRequest.objects.update(sent_at=timezone.now() - timedelta(days=366))
    run()
    assert len(mailbox.letters) == 2


def test_nobody_is_asked_too_early_about_what_is_over_or_without_an_address(mailbox, pact):
    make.published(make.taskforce("New", organisations=[Organisation.objects.get()]))
    of_long_ago(make.taskforce("Over", status="finalised", organisations=[Organisation.objects.get()]))
    of_long_ago(make.taskforce("Confirmed", confirmed_on=date.today(), organisations=[Organisation.objects.get()]))
    of_long_ago(make.taskforce("Nobody to ask", organisations=[make.organisation("Institut de Locarn")]))
    make.taskforce("Draft", organisations=[Organisation.objects.get(name="Ministry of Education")])
    run()
    assert ["Technology Pact" in letter["Subject"] for letter in mailbox.letters] == [True]


def test_address_that_is_refused_is_told_at_the_desk_and_not_asked_again(mailbox, pact):
    mailbox.on_address = lambda _word: "550 no such mailbox"
    assert "0 sent, 1 not taken" in run()
    (remark,) = Remark.objects.open().on(pact)
    assert "came back" in remark.text
    run()
    assert Remark.objects.count() == 1


def test_mail_server_that_is_away_leaves_all_letters_due(mailbox, pact, settings):
    settings.EMAIL_PORT = 1
    with pytest.raises(CommandError, match="mail server fails"):
        run()
    assert not ConfirmationRequest.objects.exists()
    settings.EMAIL_PORT = mailbox.port
    assert "1 sent" in run()


def test_site_without_mail_asks_nobody(pact, settings):
    settings.SENDS_MAIL = False
    assert "Nobody was asked" in run()


@pytest.mark.parametrize("over", ["too old", "withdrawn", "forgotten"])
def test_link_that_is_over_takes_no_answer_and_says_so(mailbox, pact, settings, over):
    settings.SITE_URL = "http://testserver"
    run()
    path = link_in(mailbox.letters[0])
    if over == "too old":
        ConfirmationRequest.objects.update(sent_at=timezone.now() - timedelta(days=91))
    elif over == "withdrawn":
        Dossier.objects.all().delete()
    else:
        ConfirmationRequest.objects.all().delete()
    for response in (Client().get(path), Client().post(path, {"act": "confirm"})):
        assert response.status_code == 410
    assert not Remark.objects.exists()


@pytest.mark.parametrize("token", ["forged", "a" * 32, Signer(salt="preview", sep=".").sign("a" * 32)])
def test_forged_link_is_not_found(token):
    assert Client().get(f"/still-true/{token}/").status_code == 404
    assert Client().post(f"/still-true/{token}/", {"act": "confirm"}).status_code == 404


def test_no_public_page_or_file_tells_the_address(client, pact):
    slug = Organisation.objects.get().slug
    make.published(make.event(organisations=Organisation.objects.all()))
    for address in (
        f"/organisations/{slug}/",
        f"/organisations/{slug}.json",
        "/organisations.csv",
        f"/taskforces/{pact.slug}/",
    ):
        response = client.get(address)
        words = b"".join(response.streaming_content) if response.streaming else response.content
        assert ADA.encode() not in words
