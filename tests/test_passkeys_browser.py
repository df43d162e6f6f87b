"""Passkeys, in Chromium with a device of its own making (WebAuthn over the DevTools protocol)."""

import re

import pytest
from playwright.sync_api import expect

from tests import browser as chromium
from tests import running

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
MAKE = """
from django.contrib.auth.models import User
User.objects.filter(username="kim").delete()
User.objects.create_user("kim", password="{password}", is_staff=True)
"""


@pytest.fixture
def page(browser, site):
    """A browser on a telephone that can keep passkeys, at a name: browsers take none for a bare number."""
    made = running.manage(site.data_dir, "shell", "-c", MAKE.format(password=site.password), **site.env)
    assert made.returncode == 0
    with browser.new_context(base_url=site.url.replace("127.0.0.1", "localhost"), reduced_motion="reduce") as context:
        faults, page = chromium.watch(context, site.url, ["localhost"]), context.new_page()
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        page.device = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
        page.cdp = device
        yield page
        assert [fault for fault in faults if "inline style" not in fault] == []  # axe sets some


def without_findings(page):
    """axe finds nothing on the page."""
    assert chromium.findings(page) == []
    return page


def test_passkey_is_added_signs_in_is_renamed_and_removed(page, site):
    page.goto("/admin/")
    page.get_by_label("Username").fill("kim")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Your account").click()
    without_findings(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(site.password)
    without_findings(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill("My telephone")
    without_findings(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    code = page.locator(".recovery-codes li").first.inner_text()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Keep as a file").click()
    assert code in kept.value.path().read_text()
    without_findings(page)

    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/first-steps/")
    without_findings(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r"^[^?]+/admin/first-steps/$"))
    page.get_by_role("button", name="Log out").click()

    page.goto("/admin/")
    page.get_by_label("Username").fill("kim")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
    without_findings(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")

    page.goto("/admin/account/")
    page.get_by_role("link", name="Rename My telephone").click()
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill("Old telephone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Old telephone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".messagelist")).to_contain_text("The passkey was removed.")
    expect(page.get_by_role("link", name="Remove Old telephone")).to_have_count(0)


def test_passkey_that_is_not_used_is_told_in_the_page(page):
    page.goto("/admin/")
    page.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": page.device})
    page.route("**/webauthn/login/", lambda route: route.fulfill(status=500))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("The passkey was not used. Try again, or choose another way.")
