"""What every test has: quick settings, no network, and for browser tests one running site and one Chromium."""

import os
import socket
from dataclasses import replace

import pytest
from hypothesis import settings as hypothesis_settings

from tests import browser, firefox, prepared, running, surroundings

hypothesis_settings.register_profile("house", deadline=None, print_blob=True, database=None)
hypothesis_settings.load_profile("house")
SERVER = pytest.StashKey()
MIGRATED: list[str] = []
ANNA = """
from django.contrib.auth.models import Group, User
anna = User.objects.create_user("anna-lind", password="{password}", is_staff=True, first_name="Anna", last_name="Lind")
anna.groups.set(Group.objects.filter(name="Publishers"))
"""
LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None, b"127.0.0.1", b"localhost"}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Before Django is set up: decide what it runs in. The main process does so for all workers."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    surroundings.prepare(worker)
    config.stash[SERVER] = None if worker else surroundings.start_database()
    surroundings.quicken()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, only what may differ there: all else was tried on SQLite.

    What is long comes first, so that no worker is left alone with it. What shares the rows of its file comes last in
    it: the others find none of them.
    """
    if surroundings.on_postgresql():
        config.hook.pytest_deselected(items=[item for item in items if not asks_database(item)])
        items[:] = filter(asks_database, items)
    places = {item.path: place for place, item in enumerate(items)}

    def place(item):
        return not item.get_closest_marker("long"), places[item.path], "module_db" in item.fixturenames

    items.sort(key=place)


# What these look at is drawn, worded or sent alike whatever the database: orders, questions, locks, constraints and
# costs have files of their own, which run on both.
ALIKE_ON_BOTH = {
    "test_address_of_another_machine_is_told_with_the_way_out",
    "test_addresses",
    "test_alerts_desk",
    "test_api_does_what_its_description_says",
    "test_api_editions",
    "test_archive",
    "test_briefing",
    "test_calendars",
    "test_catalogue",
    "test_citing",
    "test_cleaning",
    "test_compare",
    "test_comparison",
    "test_data_folder",
    "test_data_page",
    "test_design_page",
    "test_desk_bar",
    "test_desk_buttons",
    "test_desk_copy",
    "test_desk_dates",
    "test_desk_duplicates",
    "test_desk_event",
    "test_desk_filters",
    "test_desk_kept",
    "test_desk_merge",
    "test_desk_new_event",
    "test_desk_organisation",
    "test_desk_permissions",
    "test_desk_pickers",
    "test_desk_preview",
    "test_desk_publishing_links",
    "test_desk_review",
    "test_desk_taskforce",
    "test_desk_texts",
    "test_documents",
    "test_dossier_page",
    "test_dumps",
    "test_embed",
    "test_empty_number_of_processes_is_the_usual_one",
    "test_env_file",
    "test_event_pages",
    "test_evidence",
    "test_export_site",
    "test_exports",
    "test_feeds",
    "test_first_steps",
    "test_glossary",
    "test_gunicorn_by_hand_finds_the_folder_in_use",
    "test_half_wrong_snapshot_changes_nothing_and_says_where",
    "test_headers",
    "test_home",
    "test_identifiers",
    "test_jsonld",
    "test_lifeline",
    "test_lineage",
    "test_logs",
    "test_make",
    "test_map",
    "test_media",
    "test_new_from",
    "test_no_cell_is_a_formula",
    "test_notes",
    "test_odd_backup_changes_nothing_and_says_why",
    "test_odd_limit_is_told",
    "test_organisation_pages",
    "test_page_is_ready_after_a_restart_and_forgotten_by_another_version",
    "test_page_of_a_row_that_goes_while_it_is_drawn",
    "test_page_rules",
    "test_pages_by_http_and_by_https_are_kept_apart",
    "test_pasting",
    "test_pictures",
    "test_proxy",
    "test_questions_without_end_take_no_room_from_the_pages",
    "test_ready_page_is_what_django_gives_in_every_encoding",
    "test_round_trip",
    "test_second_start_repeats_nothing_and_sigterm_stops_it_cleanly",
    "test_settings",
    "test_share_picture",
    "test_signed_out",
    "test_sitemaps",
    "test_sources",
    "test_staff_and_what_is_asked_otherwise_go_to_django_and_leave_nothing",
    "test_tables",
    "test_timeline",
    "test_two_clicks",
    "test_used_port_is_told_with_the_way_out",
    "test_views_of_the_list",
    "test_what_a_reader_sends_changes_nothing_of_a_page_and_none_of_it_is_kept",
    "test_what_is_no_page_for_everybody_is_not_kept",
    "test_what_is_typed_into_an_event",
    "test_worker_that_took_a_large_picture_is_as_small_as_before",
    "test_year_on_paper",
}


def asks_database(item) -> bool:
    """Whether a test asks something of a database, its own or that of a site that it starts, which may differ there."""
    if item.originalname in ALIKE_ON_BOTH:
        return False
    if item.module.__name__.rpartition(".")[2] in ALIKE_ON_BOTH:
        return has_transactions(item)  # how two people meet in it differs, whatever they look at
    has_one = item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*item.fixturenames}
    return bool(has_one) or hasattr(item.module, "running")


def has_transactions(item) -> bool:
    """Whether a test begins and ends transactions of its own."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


def pytest_unconfigure(config):
    """The main process clears up."""
    if SERVER not in config.stash or os.environ.get("PYTEST_XDIST_WORKER"):
        return
    if server := config.stash[SERVER]:
        server.stop()
    surroundings.clear()


def pytest_terminal_summary(terminalreporter):
    """Say loudly, last of all, when the tests of a browser or of a proxy could not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    for what, reason in (
        ("BROWSER", browser.MISSING),
        ("FIREFOX", firefox.MISSING),
        ("PROXY", surroundings.MISSING_NGINX),
        ("SEVERAL MACHINES", surroundings.MISSING_REDIS),
    ):
        if number := sum(reason in str(report.longrepr) for report in skipped):
            terminalreporter.section(f"{what} TESTS DID NOT RUN", sep="!", red=True, bold=True)
            terminalreporter.line(f"{number} skipped. {reason}")


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """A test that reaches for another machine fails, and says which."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_nearby(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            pytest.fail(f"A test reached for the network: {address}")
        return connect(self, address)

    def look_up_nearby(host, *args, **kwargs):
        if host not in LOOPBACK:
            pytest.fail(f"A test looked up {host}")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_nearby)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """In place of pytest-django's: a copy of a migrated database.

    Keeps what the migrations wrote (countries, the Editors) for `pytest_runtest_teardown`.
    """
    from django.db import connection

    with django_db_blocker.unblock():
        surroundings.use_database()
        MIGRATED.append(connection.creation.serialize_db_to_string())
        surroundings.know_content_types()
        surroundings.let_audit_log_be_emptied()
        connection.close()


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """A database for what is written once for all tests of a file, and taken back after the last of them.

    What a test changes of it is taken back after that test; of rows in memory it takes copies.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with real transactions ends in an empty database: give the next test what the migrations wrote."""
    yield
    if nextitem and MIGRATED and has_transactions(item):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            surroundings.refill(MIGRATED[0])


@pytest.fixture(autouse=True)
def fresh_cache():
    """No test finds what another one cached."""
    from django.core.cache import caches

    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The whole site with the demonstration content, served by gunicorn as `make run` does; for browser tests.

    `site.url` is its address, `site.username` and `site.password` open the desk.
    """
    folder = tmp_path_factory.mktemp("site")
    prepared.folder(folder, demonstration=True)
    with running.serve(
        folder,
        STAFF_PASSWORD="a long password for tests",
        SHOW_DESIGN="1",
        EMAIL_URL="dummymail://",
    ) as site:
        yield site


@pytest.fixture(scope="session")
def anna(site):
    """The site as its second editor opens it."""
    code = ANNA.format(password=site.password)
    assert running.manage(site.data_dir, "shell", "-c", code, **site.env).returncode == 0
    return replace(site, username="anna-lind")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Which Chromium pytest-playwright starts, and how."""
    return browser.launch_arguments()


@pytest.fixture(scope="session")
def base_url(request):
    """Lets browser tests say `page.goto("/taskforces/")`."""
    return request.getfixturevalue("site").url


@pytest.fixture
def mailbox(settings):
    """A real mail server to which the site sends; what it was sent is in its `letters`."""
    from tests.mailbox import mail_server

    with mail_server() as server:
        settings.SENDS_MAIL = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def elsewhere():
    """Other hosts that a browser test's pages may ask; override it in the test's module to allow one."""
    return ()


@pytest.fixture
def context(context, base_url, elsewhere):
    """pytest-playwright's, watched: a broken policy, a script's error or a request to another host fails the test."""
    faults = browser.watch(context, base_url, elsewhere)
    yield context
    assert faults == []
