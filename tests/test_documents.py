"""Documents: kept whole or not at all, open to everyone or only to staff. What they may be: test_recognition.py."""

import io
import stat

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from library import documents, recognition, storage
from library.kinds import Kind
from library.models import Access, Document
from publishing.editions import withdraw
from publishing.touch import touch
from tests import at_once, desk, make

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def stored(data: bytes | None = PDF, **given) -> Document:
    usual = {"title": "Report", "language": "nl", "contact": "the ministry"}
    return documents.store(io.BytesIO(data) if data else None, **{**usual, **given})


@pytest.mark.django_db
class TestStore:
    def test_public_document_lies_where_media_serves(self):
        document = stored()
        assert (document.kind, document.size, document.title) == (Kind.PDF, len(PDF), "Report")
        assert document.get_absolute_url() == f"/media/{document.file}"
        assert storage.media().exists(document.file)
        assert not storage.private().exists(document.file)

    def test_document_on_request_lies_outside_and_only_its_owner_reads_it(self):
        document = stored(access=Access.ON_REQUEST)
        assert document.get_absolute_url() == ""
        assert not storage.media().exists(document.file)
        path = storage.private().path(document.file)
        assert stat.S_IMODE(storage.os.stat(path).st_mode) == 0o600

    def test_document_may_be_only_known_to_exist(self):
        document = stored(None, access=Access.ON_REQUEST, contact="the ministry", kind="PDF")
        assert (document.file, document.size, document.kind) == ("", 0, "pdf")

    def test_same_file_again_writes_nothing(self):
        first = stored()
        written = storage.media().get_modified_time(first.file)
        again = stored(id=first.pk, title="Report, corrected")
        assert (again.file, Document.objects.get().title) == (first.file, "Report, corrected")
        assert storage.media().get_modified_time(first.file) == written

    def test_words_without_a_file_keep_the_file_that_is_there(self):
        first = stored(access=Access.ON_REQUEST)
        again = stored(None, id=str(first.pk), title="Known to exist", access=Access.ON_REQUEST)
        assert (again.file, again.kind, again.title) == (first.file, Kind.PDF, "Known to exist")

    def test_new_file_replaces_the_old_one(self, django_capture_on_commit_callbacks):
        first = stored()
        with django_capture_on_commit_callbacks(execute=True):
            second = stored(PDF + b"%%EOF", id=first.pk)
        assert not storage.media().exists(first.file)
        assert storage.media().exists(second.file)

    def test_words_of_one_who_read_before_keep_the_file_that_another_brought(self, django_capture_on_commit_callbacks):
        stale = stored()
        with django_capture_on_commit_callbacks(execute=True):
            stored(b"a;b\n", id=stale.pk)
        stale.title = "Corrected"
        with django_capture_on_commit_callbacks(execute=True):
            documents.keep(stale)
        now = Document.objects.get()
        assert (now.title, now.kind, now.size) == ("Corrected", Kind.TEXT, 4)
        assert storage.media().exists(now.file)

    def test_file_that_is_named_again_meanwhile_stays(self, django_capture_on_commit_callbacks):
        first = stored()
        with django_capture_on_commit_callbacks() as waiting:
            stored(PDF + b"%%EOF", id=first.pk)
        stored(id=first.pk)
        for cleaning in waiting:
            cleaning()
        assert storage.media().exists(Document.objects.get().file)

    def test_access_moves_the_file_there_and_back(self, client, django_capture_on_commit_callbacks):
        document = stored()
        make.published(make.event(documents=[document]))
        address = document.get_absolute_url()
        for access, answer in ((Access.ON_REQUEST, 404), (Access.PUBLIC, 200)):
            document.access = access
            with django_capture_on_commit_callbacks(execute=True):
                documents.keep(document)
            assert storage.media().exists(document.file) == (access == Access.PUBLIC)
            assert storage.private().exists(document.file) == (access == Access.ON_REQUEST)
            response = client.get(address)
            assert response.status_code == answer
            assert b"".join(response) == (PDF if answer == 200 else response.content)

    def test_file_that_is_not_yet_moved_is_closed_already(self, client):
        document = stored()
        make.published(make.event(documents=[document]))
        Document.objects.update(access=Access.ON_REQUEST)
        assert storage.media().exists(document.file)
        assert client.get(f"/media/{document.file}").status_code == 404

    def test_words_that_are_wrong_are_told(self):
        with pytest.raises(ValidationError) as refusal:
            stored(title="", language="double dutch", access="secret")
        assert set(refusal.value.message_dict) == {"title", "language", "access"}

    @pytest.mark.parametrize("contact", ["", " ", "\u200b"])
    def test_document_on_request_without_a_contact_is_refused_at_its_field(self, contact):
        with pytest.raises(ValidationError) as refusal:
            stored(access=Access.ON_REQUEST, contact=contact)
        assert set(refusal.value.message_dict) == {"contact"}

    def test_refused_file_leaves_nothing(self):
        with pytest.raises(ValidationError):
            stored(b"<script>")
        assert not Document.objects.exists()

    def test_file_goes_only_after_the_commit(self, django_capture_on_commit_callbacks):
        document = stored(access=Access.ON_REQUEST)
        with django_capture_on_commit_callbacks(execute=True):
            document.delete()
            assert storage.private().exists(document.file)
        assert not storage.private().exists(document.file)

    @pytest.mark.parametrize(
        "nonsense",
        [
            {"title": ""},
            {"access": "secret"},
            {"access": "on_request", "contact": ""},
            {"kind": "exe"},
            {"kind": ""},
            {"size": 0},
            {"file": ""},
        ],
    )
    def test_database_refuses_nonsense(self, nonsense):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.document(**nonsense)

    def test_two_rows_cannot_share_a_file_but_may_both_have_none(self):
        make.document(file="", size=0)
        make.document(file="", size=0)
        with pytest.raises(IntegrityError), transaction.atomic():
            make.document(file=make.document().file)


@pytest.mark.django_db
class TestReaders:
    """A document is public while something that the public reads names it."""

    def answer(self, client, document) -> int:
        return client.head(f"/media/{document.file}").status_code

    def test_document_that_nothing_names_is_closed(self, client):
        assert self.answer(client, stored()) == 404

    def test_document_of_a_draft_is_closed(self, client):
        document = stored()
        make.event(documents=[document])
        assert self.answer(client, document) == 404

    def test_document_closes_and_opens_with_the_event(self, client):
        document = stored()
        event = make.published(make.event(documents=[document]))
        assert self.answer(client, document) == 200
        withdraw(event, reason="in_error")
        assert self.answer(client, document) == 404
        make.published(event)
        assert self.answer(client, document) == 200

    def test_document_stays_open_while_another_event_names_it(self, client):
        document = stored()
        event, _other = (make.published(make.event(title, documents=[document])) for title in ("One", "Other"))
        withdraw(event, reason="in_error")
        assert self.answer(client, document) == 200

    def test_document_taken_out_of_the_event_closes_with_the_next_edition(self, client):
        document = stored()
        event = make.published(make.event(documents=[document]))
        event.document_links.all().delete()
        touch(event)
        assert self.answer(client, document) == 200
        make.published(event)
        assert self.answer(client, document) == 404

    def test_staff_open_what_is_not_public_yet_and_nobody_keeps_it(self, client):
        document = stored()
        client.force_login(make.editor())
        response = client.get(f"/media/{document.file}")
        assert b"".join(response.streaming_content) == PDF
        assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}

    def test_account_without_the_right_to_documents_is_a_reader(self, client):
        client.force_login(User.objects.create_user("other", is_staff=True))
        assert self.answer(client, stored()) == 404

    def test_public_document_is_the_same_for_staff_and_readers(self, client):
        document = stored()
        make.published(make.event(documents=[document]))
        client.force_login(make.editor())
        response = client.head(document.get_absolute_url())
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Vary" not in response


@pytest.mark.django_db
class TestDrawing:
    def drawn(self, document) -> str:
        return Template("{% load library %}{% document document %}").render(Context({"document": document})).strip()

    def test_public_document_is_a_link_with_kind_size_and_language(self):
        html = self.drawn(make.document(title="Verslag & meer", language="nl", size=1_258_291))
        assert 'hreflang="nl">Verslag &amp; meer</a>' in html
        assert "(PDF, 1.2\N{NO-BREAK SPACE}MB, in Dutch)" in html

    def test_language_is_named_in_the_readers_language(self):
        with translation.override("nl"):
            assert make.document(language="nl").language_name == "Nederlands"

    def test_document_on_request_says_whom_to_ask_and_links_nowhere(self):
        html = self.drawn(make.document(access=Access.ON_REQUEST, contact="Ms <Berg>"))
        assert "On request: ask Ms &lt;Berg&gt;." in html
        assert "href" not in html

    def test_title_is_not_said_to_be_in_the_language_of_the_file(self):
        for access in Access:
            assert " lang=" not in self.drawn(
                make.document(title="Report of the minister", language="nl", access=access)
            )

    def test_document_without_a_file_says_so_and_nothing_that_is_not_known(self):
        html = self.drawn(make.document(title="A book", file="", size=0, kind="", language=""))
        said = '<span class="document-request">The file is not on this site.</span>'
        assert html == f'<span class="document">A book</span> {said}'

    def test_document_on_request_does_not_say_where_its_file_is(self):
        html = self.drawn(make.document(access=Access.ON_REQUEST, file="", size=0))
        assert "On request: ask the ministry." in html
        assert "not on this site" not in html


@pytest.mark.django_db
class TestDesk:
    @pytest.fixture
    def staff(self, client):
        user = User.objects.create_user("editor", is_staff=True)
        client.force_login(user)
        return user

    def allow(self, user, *names):
        user.user_permissions.add(*Permission.objects.filter(codename__in=names))

    def sent(self, client, data=PDF, name="report.pdf", **given):
        words = {"title": "Report", "language": "en", "access": "public", "kind": "", "contact": "", **given}
        return client.post(
            reverse("admin:library_document_add"),
            {**words, "upload": SimpleUploadedFile(name, data)} if data else words,
        )

    def test_document_is_brought_and_its_kind_found(self, client, staff):
        self.allow(staff, "add_document", "view_document")
        assert self.sent(client, kind="docx").status_code == 302
        assert Document.objects.get().kind == Kind.PDF

    def test_document_without_a_file_is_accepted(self, client, staff):
        self.allow(staff, "add_document", "view_document")
        assert self.sent(client, None, access="on_request", contact="the ministry").status_code == 302
        assert Document.objects.get().file == ""

    @pytest.mark.parametrize("contact", ["", "  ", "\u2060\u00ad"])
    def test_document_on_request_without_a_contact_is_told_beside_the_field(self, client, staff, contact):
        self.allow(staff, "add_document", "view_document")
        response = self.sent(client, None, access="on_request", contact=contact)
        assert desk.errors(response) == {"contact": ["Say whom readers ask for it."]}

    @pytest.mark.parametrize("data", [b"<html>", b"MZ\x90\x00", PDF[:20], make.archive({"a": "b"})])
    def test_upload_that_lies_gets_a_sentence_beside_the_field(self, client, staff, data):
        self.allow(staff, "add_document", "view_document")
        response = self.sent(client, data)
        assert response.context["adminform"].form.errors.keys() == {"upload"}

    @pytest.mark.django_db(transaction=True)
    def test_document_is_read_before_the_transaction_that_keeps_others_waiting(self, client, monkeypatch):
        client.force_login(User.objects.create_superuser("editor"))
        inside, recognise = [], recognition.recognise

        def recognise_watched(*given):
            inside.append(connection.in_atomic_block)
            return recognise(*given)

        monkeypatch.setattr(recognition, "recognise", recognise_watched)
        assert self.sent(client).status_code == 302
        assert (inside, Document.objects.get().kind) == ([False], Kind.PDF)

    def test_words_change_and_the_file_stays(self, client, staff):
        self.allow(staff, "change_document", "view_document")
        document = stored()
        words = {"title": "Corrected", "language": "fr", "kind": "docx", "access": "on_request", "contact": "us"}
        assert desk.send(client, desk.address(document), **words).status_code == 302
        changed = Document.objects.get()
        assert (changed.title, changed.file, changed.kind) == ("Corrected", document.file, Kind.PDF)

    @pytest.mark.django_db(transaction=True)
    def test_two_who_save_at_once_lose_no_file(self, client):
        client.force_login(User.objects.create_superuser("editor"))
        document = stored()
        words = desk.filled(client.get(desk.address(document))) | {"title": "Corrected"}
        with at_once.while_waiting(lambda: client.post(desk.address(document), words)) as answers:
            stored(PDF + b"%%EOF", id=document.pk)
        assert answers[0].status_code == 302
        now = Document.objects.get()
        assert (now.title, now.size) == ("Corrected", len(PDF) + 5)
        assert storage.media().exists(now.file)

    @pytest.mark.django_db(transaction=True)
    def test_document_that_is_deleted_meanwhile_does_not_come_back(self, client):
        client.force_login(User.objects.create_superuser("editor"))
        document = stored()
        words = {"title": "Corrected", "language": "en", "kind": "", "access": "public", "contact": ""}
        address = reverse("admin:library_document_change", args=[document.pk])
        with at_once.while_waiting(lambda: client.post(address, words).status_code) as answers:
            Document.objects.all().delete()
        assert (answers, Document.objects.count()) == ([302], 0)

    def test_what_somebody_else_saved_in_between_is_not_overwritten_unseen(self, client, staff):
        self.allow(staff, "change_document", "view_document")
        document = stored()
        opened = desk.filled(client.get(desk.address(document)))
        desk.send(client, desk.address(document), title="Theirs")
        upload = {"upload": SimpleUploadedFile("new.pdf", PDF + b"%%EOF")}
        refused = client.post(desk.address(document), opened | upload | {"title": "Mine"})
        assert desk.errors(refused)["title"] == ["Both were changed. Choose whose words stay."]
        assert desk.errors(refused)["upload"] == ["Choose the file again: it was not kept."]
        assert "Open what is saved now" in desk.text(refused)
        assert (Document.objects.get().title, Document.objects.get().file) == ("Theirs", document.file)
        assert client.post(desk.address(document), desk.filled(refused) | {"whose:::title": "mine"}).status_code == 302
        assert Document.objects.get().title == "Mine"

    def test_file_that_somebody_else_brought_meanwhile_is_not_replaced_unseen(self, client, staff):
        self.allow(staff, "change_document", "view_document")
        document = stored()
        opened = desk.filled(client.get(desk.address(document)))
        theirs = SimpleUploadedFile("theirs.pdf", PDF + b"%%EOF")
        client.post(desk.address(document), opened | {"upload": theirs})
        kept = Document.objects.get().file
        mine = {"upload": SimpleUploadedFile("mine.pdf", PDF + b"\n%%EOF"), "title": "Mine"}
        refused = client.post(desk.address(document), opened | mine)
        assert "There is another file since then" in desk.errors(refused)["upload"][0]
        assert Document.objects.get().file == kept
        mine["upload"] = SimpleUploadedFile("mine.pdf", PDF + b"\n%%EOF")
        assert client.post(desk.address(document), desk.filled(refused) | mine).status_code == 302
        assert Document.objects.get().file != kept

    def test_list_is_narrowed_by_language(self, client, staff):
        self.allow(staff, "view_document")
        make.document(title="Verslag", language="nl")
        make.document(title="Rapport", language="fr")
        make.document(title="Ukjent", language="")
        page = client.get(reverse("admin:library_document_changelist"), {"language": "nl"}).content.decode()
        assert [title in page for title in ("Verslag", "Rapport", "Ukjent")] == [True, False, False]
        assert ">Dutch</a>" in page

    def test_form_lists_a_rare_language_that_the_row_has(self, client, staff):
        self.allow(staff, "change_document", "view_document")
        document = make.document(language="zh")
        page = client.get(reverse("admin:library_document_change", args=[document.pk])).content.decode()
        assert '<option value="zh" selected>Chinese</option>' in page

    def test_those_who_may_only_look_see_all_but_change_nothing(self, client, staff):
        self.allow(staff, "view_document")
        address = reverse("admin:library_document_change", args=[stored().pk])
        page = client.get(address).content.decode()
        assert "Report" in page
        assert 'type="file"' not in page
        assert client.post(address, {"title": "Changed"}).status_code == 403

    def test_only_staff_who_may_view_documents_open_one_on_request(self, client, staff):
        document = stored(access=Access.ON_REQUEST)
        address = reverse("admin:library_document_file", args=[document.pk])
        assert client.get(address).status_code == 403
        self.allow(staff, "view_document")
        response = client.get(address)
        assert b"".join(response.streaming_content) == PDF
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        client.logout()
        assert "/login/" in client.get(address)["Location"]

    def test_document_without_a_file_answers_404(self, client, staff):
        self.allow(staff, "view_document")
        document = make.document(file="", size=0)
        assert client.get(reverse("admin:library_document_file", args=[document.pk])).status_code == 404
