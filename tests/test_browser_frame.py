"""What the frame promises, seen by a real browser."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser import watch

pytestmark = pytest.mark.browser
BROKEN = """document.body.innerHTML = '<b style="color: red">x</b><img src="http://elsewhere.test/x.png">'"""


@pytest.fixture
def desk(page, site):
    """The admin, logged in as the editor."""
    page.goto("/admin/")
    page.fill("#id_username", site.username)
    page.fill("#id_password", site.password)
    page.click("[type=submit]")
    return page


def test_public_page_sets_no_cookie(page, context):
    page.goto("/")
    assert context.cookies() == []


def test_current_page_is_marked_when_colours_are_forced(page):
    page.emulate_media(forced_colors="active")
    page.goto("/taskforces/")
    links = page.get_by_role("navigation", name="Main").locator("a")
    assert links.evaluate_all("all => all.map(one => getComputedStyle(one).borderBottomWidth)") == ["2px", "0px", "0px"]
    assert len(set(links.evaluate_all("all => all.map(one => one.offsetHeight)"))) == 1


def test_rich_text_keeps_to_the_policy_of_the_desk(desk):
    desk.goto("/admin/taskforces/taskforce/add/")
    desk.locator(".ProseMirror").first.wait_for(state="attached")
    # The style that the editor adds has reached the page: its hash in ADMIN_POLICY is right.
    assert desk.locator(".ProseMirror").first.evaluate("box => getComputedStyle(box).whiteSpace") == "break-spaces"


def test_what_breaks_the_policy_does_not_pass_unseen(browser, base_url):
    with browser.new_context() as context:
        faults = watch(context, base_url, ())
        page = context.new_page()
        page.goto(base_url)
        page.evaluate(BROKEN)
        page.wait_for_function("document.images[0].complete")
    assert any("inline style" in fault for fault in faults)
    assert any("elsewhere.test" in fault for fault in faults)


@pytest.fixture
def other_site(site):
    """The address of somebody else's page, which frames a dossier."""
    framed = f'<iframe src="{site.url}/taskforces/danish-technology-pact/embedded/" width="300"></iframe>'

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(framed.encode())

        def log_message(self, *args):
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_dossier_is_shown_in_another_site(browser, other_site):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(other_site)
        frame = page.frame_locator("iframe")
        assert frame.get_by_role("heading", level=1).inner_text() == "Danish Technology Pact"
        assert frame.locator("html").evaluate("html => html.scrollWidth - html.clientWidth") == 0
        assert context.cookies() == []


def test_page_to_share_a_dossier_shows_what_others_will_show(page):
    page.goto("/taskforces/danish-technology-pact/share/")
    shown = page.frame_locator("iframe").first.get_by_role("heading", level=1)
    assert shown.inner_text() == "Danish Technology Pact"
