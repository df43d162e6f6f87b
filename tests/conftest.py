"""What every test has: quick settings, no network, and for browser tests one running site and one Chromium."""

import gc
import os
import socket
from dataclasses import replace

import pytest
from hypothesis import settings as hypothesis_settings

from tests import browser, firefox, prepared, running, surroundings

hypothesis_settings.register_profile("house", deadline=None, print_blob=True, database=None)
hypothesis_settings.load_profile("house")
SERVER = pytest.StashKey()
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
        config.hook.pytest_deselected(items=[item for item in items if not may_differ(item)])
        items[:] = filter(may_differ, items)
    places = {item.path: place for place, item in enumerate(items)}

    def place(item):
        return not item.get_closest_marker("long"), places[item.path], "module_db" in item.fixturenames

    items.sort(key=place)


def pytest_collection_finish():
    """What was imported and collected stays: it is looked through no more for what is not needed any longer."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# What also runs on PostgreSQL, beside each test that begins and ends transactions: files and tests of orders, searches,
# constraints, locks, triggers, plans and costs at a large size, hostile values, and SQL of our own. All else asks
# through Django's ORM, and looks alike whatever the database.
TRIED_ON_BOTH = {
    "test_a_list_is_searched_without_accents",
    "test_a_result_is_narrowed_by_its_date",
    "test_a_row_is_listed_once_however_it_is_narrowed",
    "test_a_run_that_is_killed_goes_on_where_it_was",
    "test_a_second_run_does_nothing_while_one_is_under_way",
    "test_account_asks_the_same_number_of_questions_however_many_sessions",
    "test_address_is_stored_decoded_once_however_often_the_desk_is_written",
    "test_administrators_read_it_and_nobody_writes_in_it",
    "test_alerts_matching",
    "test_audit",
    "test_backup",
    "test_chosen_year_is_counted_though_no_taskforce_names_it",
    "test_constraints",
    "test_costs_of_forms",
    "test_costs_of_publishing",
    "test_date_field",
    "test_demonstration_content_is_loaded_and_published",
    "test_desk_archive",
    "test_desk_hostile",
    "test_desk_scale",
    "test_double_submissions",
    "test_editions",
    "test_events_are_found_by_words_without_accents",
    "test_every_count_is_kept_when_its_choice_is_made",
    "test_filter_counts_and_life_line_agree",
    "test_flood_is_bounded_and_old_days_go",
    "test_full_disk",
    "test_generating",
    "test_generation",
    "test_health",
    "test_hostile",
    "test_last_change_is_that_of_the_page_and_no_detail_counts",
    "test_list_is_narrowed_and_sorted",
    "test_list_is_sorted_by_last_update",
    "test_list_is_sorted_by_latest_event",
    "test_list_that_was_asked_for_before_counts_what_is_there_now",
    "test_locking_order",
    "test_membership",
    "test_merged_rows",
    "test_moving",
    "test_news_are_read_from_an_index",
    "test_no_word_and_no_text_is_longer_than_a_database_can_index",
    "test_nodes",
    "test_order",
    "test_outage",
    "test_pages_hang_together",
    "test_pages_of_pieces_are_the_pages_and_each_change_is_in_the_next_one",
    "test_prepared",
    "test_publish_together",
    "test_ready_pages_served",
    "test_rebuild_beside_others",
    "test_replica",
    "test_rows_of_before_have_no_made_up_day_of_change_and_can_be_asked_for",
    "test_scale",
    "test_scale_pages",
    "test_search",
    "test_search_index",
    "test_search_page",
    "test_search_ways",
    "test_shown_by",
    "test_statements",
    "test_taskforce_with_a_hundred_events_comes_back_as_it_was",
    "test_the_database_refuses_what_makes_no_sense",
    "test_the_list_and_what_is_due_are_found_by_indexes",
    "test_the_log_is_read_through_an_index",
    "test_the_questions_of_a_list_and_of_one_row_agree",
    "test_timeline_of_a_day_reads_no_edition_of_others",
    "test_timeline_order",
    "test_two_runs_at_once_are_one",
    "test_two_who_demote_or_delete_each_other_at_once_leave_one",
    "test_upgrade",
    "test_uses",
    "test_what_the_desk_names_cannot_be_deleted",
    "test_word_index",
    "test_words_that_are_not_found_are_counted_folded",
    "test_years_that_have_events_lead_to_months_and_days",
}


def may_differ(item) -> bool:
    """Whether a test asks something of a database, its own or that of a site that it starts, which may differ there."""
    named = {item.originalname, item.module.__name__.rpartition(".")[2]} & TRIED_ON_BOTH
    return bool(named) or has_transactions(item)


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
    """In place of pytest-django's: a copy of a migrated database."""
    from django.db import connection

    with django_db_blocker.unblock():
        surroundings.use_database()
        surroundings.keep_database()
        surroundings.know_content_types()
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


@pytest.fixture(autouse=True)
def fresh_cache():
    """No test finds what another one cached."""
    from django.core.cache import caches

    for cache in caches.all():
        cache.clear()


@pytest.fixture
def editor(client):
    """A client in which an editor is signed in."""
    from tests import make

    client.force_login(make.editor())
    return client


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
def browser_context_args(browser_context_args):
    """What opens stands at once: half faded in, it has colours that nobody reads. A test of motion asks for it."""
    return browser_context_args | {"reduced_motion": "reduce"}


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
