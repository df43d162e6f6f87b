"""Your account: second factors, recovery codes and sessions, without a browser's script."""

import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dossier_site.accounts import forms
from tests import desk, make, running
from tests.test_sign_in import sign_in
from timeline.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "a password for tests"
ACCOUNT, SECOND = "/admin/account/", "/admin/account/second-factor/authenticate/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Origin": "http://testserver"}


@pytest.fixture
def clock(time_machine):
    """It is ten o'clock until it is told to be later."""
    time_machine.move_to("2026-03-01T10:00Z", tick=False)
    return time_machine


def code(at=0, secret=SECRET):
    """What an app shows now, or some half minutes later."""
    from time import time

    return format_hotp_value(hotp_value(secret, int(time()) // 30 + at))


def with_app(name="ada", **given):
    """Somebody whose telephone shows codes."""
    user = make.editor(name, **given)
    TOTP.activate(user, SECRET)
    return user


def first_step(client, name="ada", where="/admin/login/"):
    return client.post(where, {"username": name, "password": PASSWORD})


def type_code(client, typed):
    """The answer to a code in the second step: where it leads, or what is said."""
    answer = client.post(SECOND, {"code": typed})
    return answer.get("Location") or " ".join(answer.context["form"].errors.get("code", []))


def is_in(client):
    return client.get("/admin/").status_code == 200


def confirmed(client, where):
    """Open a page that asks once more who it is; the page itself."""
    answer = client.get(where)
    if answer.status_code == 302:
        answer = client.post(answer["Location"], {"password": PASSWORD, "next": where}, follow=True)
    assert answer.request["PATH_INFO"] == where
    return answer


def test_app_is_set_up_and_asked_for_at_the_next_sign_in(client, clock):
    make.editor("ada")
    first_step(client)
    where = f"{ACCOUNT}second-factor/totp/activate/"
    page = confirmed(client, where)
    assert b"<svg" in page.content
    secret = re.search(r'totp-secret">(\w+)<', page.content.decode())[1]
    assert "not right" in desk.text(client.post(where, {"code": "000000"}))
    codes = client.post(where, {"code": code(secret=secret)}, follow=True)
    assert len(re.findall(r"<li>\d{8}</li>", codes.content.decode())) == 10
    again = client.get(codes.request["PATH_INFO"])
    assert not re.search(r"<li>\d{8}</li>", again.content.decode())  # shown once
    client.logout()
    assert first_step(client, where="/admin/login/?next=/admin/timeline/event/")["Location"] == SECOND
    assert not is_in(client)
    clock.move_to("2026-03-01T10:05Z", tick=False)
    assert type_code(client, code(secret=secret)) == "/admin/timeline/event/"
    assert is_in(client)


def test_code_of_an_app_is_good_once_for_all_processes(client, clock):
    with_app()
    first_step(client)
    assert type_code(client, code()) == "/admin/"
    other = Client()
    first_step(other)
    forms.caches["default"].clear()  # what this process alone knows
    assert "was used before" in type_code(other, code())
    assert type_code(other, code(+1)) == "/admin/"


def test_recovery_code_is_good_once(client):
    codes = RecoveryCodes.activate(with_app()).get_unused_codes()
    first_step(client)
    assert type_code(client, codes[0]) == "/admin/"
    other = Client()
    first_step(other)
    assert "not right" in type_code(other, codes[0])
    assert type_code(other, codes[1]) == "/admin/"
    assert "8 codes are left" in desk.text(other.get(ACCOUNT))


def test_wrong_codes_ask_for_a_pause_whatever_address_they_come_from(client, clock):
    with_app()
    for number in range(5):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}")
        first_step(other)
        assert "not right" in type_code(other, "000000")
    first_step(client)
    assert type_code(client, code()) == "Too many wrong codes. Try again in 1 minute."
    clock.move_to("2026-03-01T10:01:01Z", tick=False)
    assert type_code(client, code()) == "/admin/"


@pytest.mark.parametrize("where", ["/admin/", "/admin/taskforces/taskforce/", ACCOUNT, "/admin/password_change/"])
def test_password_alone_opens_nothing(client, where):
    with_app()
    first_step(client)
    for answer in (client.get(where), client.post(where, {})):
        assert answer.status_code in (302, 403)
        assert b"Your account" not in answer.content


def test_words_of_a_form_come_back_after_both_steps(clock):
    user, client = with_app(), Client(enforce_csrf_checks=True, headers=HERE)
    client.force_login(user)
    where = desk.adding(Event)
    sent = desk.filled(client.get(where)) | {"title": "Kick-off", "_save": "1"}
    client.session.flush()
    page = client.post(where, sent)
    for typed in ({"username": "ada", "password": PASSWORD}, {"code": "000000"}, {"code": code()}):
        fields = next(desk.fields(form) for form in desk.tree(page).iter("form") if form.get("id") == "login-form")
        assert page.status_code == 403
        page = client.post(where, fields | typed)
    assert desk.filled(page)["title"] == "Kick-off"
    assert "Nothing was saved yet" in desk.errors(page)[""][0]
    assert is_in(client)


def test_session_ended_elsewhere_is_out_at_its_next_request(client):
    make.editor("ada")
    others = [Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}) for _ in range(3)]
    for each in (client, *others):
        first_step(each)
    page = client.get(ACCOUNT)
    assert desk.text(page).count("Firefox, Linux") == 3
    first = next(button for button in desk.tree(page).iter("button") if button.get("name") == "session")
    client.post(f"{ACCOUNT}sessions/", {"session": first.get("value")})
    assert sorted(map(is_in, others)) == [False, True, True]
    client.post(f"{ACCOUNT}sessions/", {})
    assert not any(map(is_in, others))
    assert is_in(client)
    assert client.post(f"{ACCOUNT}sessions/", {"session": "x"}, follow=True).status_code == 200


def test_nobody_ends_the_session_of_somebody_else(client):
    make.editor("ada"), make.editor("bo")
    other = Client()
    first_step(client)
    first_step(other, "bo")
    client.post(f"{ACCOUNT}sessions/", {})
    assert is_in(other)


def test_account_asks_the_same_number_of_questions_however_many_sessions(client, django_assert_num_queries):
    make.editor("ada")
    first_step(client)
    client.get(ACCOUNT)
    for _ in range(2):
        with django_assert_num_queries(QUESTIONS):
            client.get(ACCOUNT)
        for _session in range(3):
            first_step(Client())


QUESTIONS = 5


def addresses(resolver, path="/"):
    """An address for each pattern of the desk."""
    for each in resolver.url_patterns:
        pattern = re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>|\(\.\*\)", "1", str(each.pattern))
        here = path + pattern.strip("^$").replace("\\", "")
        if isinstance(each, URLResolver):
            yield from addresses(each, here)
        elif isinstance(each, URLPattern):
            yield here


def test_who_needs_a_second_factor_and_has_none_reaches_only_their_account(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    user, client = make.editor("ada", is_superuser=True), Client()
    client.force_login(user)
    free = ("/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/password_reset/")
    desk_addresses = [each for each in addresses(get_resolver()) if each.startswith("/admin/")]
    assert len(desk_addresses) > 100
    for where in desk_addresses:
        if where.startswith((ACCOUNT, *free)):
            continue
        for answer in (client.get(where), client.post(where, {"title": "x"})):
            assert (answer.status_code, answer.get("Location")) == (302, ACCOUNT), where
    assert "set up a second factor here" in client.get(ACCOUNT).content.decode()
    TOTP.activate(user, SECRET)
    assert is_in(client)


def test_words_open_no_form_for_who_lacks_a_second_factor(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    make.editor("ada")
    words = {"kept_words": '{"words": [["title", ["Kick-off"]]], "files": []}', "username": "ada", "password": PASSWORD}
    assert Client().post(desk.adding(Event), words)["Location"] == ACCOUNT


def test_command_lets_the_last_administrator_in(client, clock):
    ada = with_app(is_superuser=True)
    RecoveryCodes.activate(ada)
    for _ in range(6):
        sign_in(client, "wrong", "ada")
    type_code(client, "0")
    ada.is_active = False
    ada.save()
    said = StringIO()
    call_command("let_in", "ada", stdout=said)
    link = urlsplit(re.search(r"http\S+", said.getvalue())[0]).path
    form = client.get(link, follow=True)
    typed = {"new_password1": "quite another one", "new_password2": "quite another one"}
    assert client.post(form.request["PATH_INFO"], typed, follow=True).status_code == 200
    assert client.get(link, follow=True).context["validlink"] is False  # once
    assert sign_in(client, "quite another one", "ada") == ""
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError, match="Administrators: ada"):
        call_command("let_in", "nobody")


def test_account_that_is_not_staff_is_told_so(client):
    user = make.editor("ada")
    user.is_staff = False
    user.save()
    assert "staff account" in sign_in(client, PASSWORD, "ada")


ANSWER = '{"id":"eA","rawId":"eA","type":"public-key","response":{"clientDataJSON":"%s","attestationObject":"eA"}}'
ODD = ["", "x", "{}", "[]", "null", '{"id":"\\ud800"}', '{"response":"x"}', ANSWER % "eA", ANSWER % "e30", "[" * 3000]


def test_answer_that_no_passkey_gave_is_a_sentence(client):
    make.editor("ada")
    where = f"{ACCOUNT}second-factor/webauthn/"
    for odd in ODD:
        client.get(f"{where}login/", headers={"accept": "application/json"})
        assert client.post(f"{where}login/", {"credential": odd}, follow=True).status_code == 200
    first_step(client)
    confirmed(client, f"{where}add/")
    for odd in ODD:
        assert client.post(f"{where}add/", {"credential": odd, "name": "x"}).status_code == 200
    assert not Authenticator.objects.exists()
    with_app("bo")
    client.logout()
    first_step(client, "bo")
    for odd in ODD:
        assert client.post(SECOND, {"credential": odd}).status_code == 200
    assert not is_in(client)


def test_second_factor_has_all_addresses_that_the_library_gives_it():
    ours, theirs = (
        {*addresses(get_resolver(room))} for room in ("dossier_site.accounts.second_factor_urls", "allauth.mfa.urls")
    )
    assert theirs - ours == {"/", "/webauthn/"}  # which lead to the account
    assert ours < theirs


def test_nobody_signs_up(client):
    client.force_login(make.editor())
    for where in ("signup/", "second-factor/webauthn/signup/", "email/", "social/signup/"):
        assert client.get(ACCOUNT + where).status_code == 404


def test_readers_get_no_cookie(client):
    answer = client.get("/accessibility/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_processes_share_the_limit_of_codes(tmp_path):
    """One takes all tries that there are; the other asks for a pause."""
    code = "from dossier_site.sign_in import CodeAttempts; tries = CodeAttempts(User(pk=1)); print(%s)"
    code = f"from django.contrib.auth.models import User; {code}"
    for asked, said in [("[tries.begin() for _ in range(6)].count(True)", "5"), ("tries.pause() > 0", "True")]:
        ended = running.manage(tmp_path, "shell", "--verbosity", "0", "-c", code % asked, SECRET_KEY="x" * 50)
        assert ended.stdout.strip() == said
