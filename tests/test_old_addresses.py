"""Old addresses with percent signs: decoded once, wherever they come from."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publishing.addresses import editable_path, normalise
from publishing.models import Address
from tests import make

# As typed, and as it is stored.
ADDRESSES = {
    "/100%25-stem": "100%-stem",
    "/%2541": "%41",
    "/a%252Fb": "a%2Fb",
    "/what%3F": "what?",
    "/c%23": "c#",
    "/b%C3%A8ta": "bèta",
    "/two%0Alines": "two\nlines",
    "/two%E2%80%A8lines": "two\u2028lines",
    "/page%C2%A0": "page\u00a0",
    "/http%3A//example.org": "http://example.org",
    "/plain": "plain",
}
SIGNS = ["%", "25", "%25", "%3F", "%23", "%0A", "%2F", "%20", "%C2%A0", "%E2%80%A8", "?", "#", "/", "://", "http", ":"]
SIGNS += ["a", "é", " ", "&", "=", "%26", "+", "%2B", "\u00a0", "%00", "%5B", "[", "]", "@", "%09", "%C3", "\u2028"]
typed = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=3)), max_size=8).map("".join)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_old_address_leads_to_the_page_also_after_the_desk_was_written_anew(client, address):
    item = make.published(make.event("Model", old_addresses=address))
    for _time in range(2):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/events/model/")
        item.write(item.editions().first().snapshot)
        item = make.published(item)
    assert item.editions().count() == 1


@pytest.mark.django_db
def test_what_looks_like_it_when_decoded_twice_is_another_address(client):
    make.published(make.event("Model", old_addresses="/%2541"))
    assert client.get("/%2541").status_code == 301
    for other in ("/A", "/%41", "/%252541"):
        assert client.get(other).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_address_is_stored_decoded_once_however_often_the_desk_is_written(address):
    item = make.published(make.event("Model", old_addresses=address))
    for _time in range(3):
        assert item.old_paths == [ADDRESSES[address]]
        item.write(item.editions().first().snapshot)
    assert item.state == "published"
    assert set(Address.objects.values_list("path", flat=True)) == {"events/model", ADDRESSES[address]}


@given(typed)
@example("? #")
@example("0\x850")
@example("%%E2%80%A8%")
def test_stored_address_can_be_typed_again(text):
    stored = normalise(text)
    assert normalise(editable_path(stored)) == stored
    assert len(editable_path(stored).splitlines()) <= 1
