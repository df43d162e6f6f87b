"""Pictures: told by content, written anew, offered in several widths, whole or not at all."""

import io
import struct
import uuid
import zlib
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.template import Context, Template
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from editing.uses import uses
from library import images, limits, pictures, rendering, storage
from library.models import Picture
from taskforces.models import Organisation, Taskforce
from tests import at_once, desk, make
from timeline.models import Entry, Event, EventDocument

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PHOTOGRAPH = Path(__file__).with_name("photograph.heic")
HTML = b"<!doctype html><script>alert(1)</script>"


def stored(data: bytes, **given) -> Picture:
    return pictures.store(io.BytesIO(data), **{"alt": "A bridge of paper", **given})


def opened(name: str) -> Image.Image:
    with storage.media().open(name) as file:
        image = Image.open(file)
        image.load()
    return image


def watched(monkeypatch) -> list[bool]:
    """Gives a list that learns, each time a picture is rendered, whether that was inside a transaction."""
    inside, render = [], rendering.render

    def watched_render(data):
        inside.append(connection.in_atomic_block)
        return render(data)

    monkeypatch.setattr(rendering, "render", watched_render)
    return inside


def animation(kind: str) -> bytes:
    """A picture that moves: red, then blue."""
    file = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(file, kind, save_all=True, append_images=frames[1:])
    return file.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes do not have."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (header, b"IDAT" + zlib.compress(b"dots"), b"IEND")
    packed = (struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.django_db
class TestStore:
    def test_picture_is_kept_in_every_width_up_to_its_own(self):
        picture = stored(make.image("JPEG", (700, 350)))
        assert (picture.width, picture.height, picture.widths) == (700, 350, [320, 640, 700])
        sizes = [opened(name).size for name in picture.file_names()]
        assert sizes == [(700, 350), *[(320, 160)] * 2, *[(640, 320)] * 2, *[(700, 350)] * 2]

    def test_large_picture_is_offered_up_to_the_largest_width(self):
        assert stored(make.image("JPEG", (1400, 20))).widths == [320, 640, 960, 1280]

    def test_name_is_made_from_content_and_owner(self):
        one, other = stored(make.image()), stored(make.image())
        assert one.file != other.file
        assert one.file.startswith("pictures/")
        assert len(one.file) == len("pictures/.jpg") + 32

    def test_same_file_again_writes_nothing_and_takes_the_new_words(self):
        data = make.image()
        first = stored(data, alt="Before")
        written = storage.media().get_modified_time(first.file)
        again = stored(data, id=first.pk, alt="After")
        assert (again.file, again.alt) == (first.file, "After")
        assert storage.media().get_modified_time(first.file) == written
        assert Picture.objects.count() == 1

    def test_missing_file_is_written_again(self):
        data = make.image()
        first = stored(data)
        storage.media().remove(first.file_names())
        stored(data, id=first.pk)
        assert storage.media().exists(first.file)

    def test_new_file_replaces_the_old_ones_after_the_commit(self, django_capture_on_commit_callbacks):
        first = stored(make.image(colour="red"))
        with django_capture_on_commit_callbacks(execute=True):
            second = stored(make.image(colour="blue"), id=first.pk)
            assert storage.media().exists(first.file)
        assert second.file != first.file
        assert not storage.media().exists(first.file)
        assert storage.media().exists(second.file)

    def test_file_that_is_named_again_meanwhile_stays(self, django_capture_on_commit_callbacks):
        data = make.image(colour="red")
        first = stored(data)
        with django_capture_on_commit_callbacks() as waiting:
            stored(make.image(colour="blue"), id=first.pk)
        stored(data, id=first.pk)
        for cleaning in waiting:
            cleaning()
        assert all(storage.media().exists(name) for name in Picture.objects.get().file_names())

    def test_words_that_are_missing_are_told(self):
        with pytest.raises(ValidationError) as refusal:
            stored(make.image(), alt="", focal_x=101)
        assert set(refusal.value.message_dict) == {"alt", "focal_x"}

    def test_full_disk_leaves_no_row_and_no_file(self, monkeypatch):
        before = storage.media().listdir("pictures")[1] if storage.media().exists("pictures") else []
        monkeypatch.setattr(storage.os, "fsync", mock.Mock(side_effect=OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            stored(make.image())
        assert Picture.objects.count() == 0
        assert sorted(storage.media().listdir("pictures")[1]) == sorted(before)

    def test_row_that_fails_takes_its_files_back(self, monkeypatch):
        monkeypatch.setattr(Picture, "save", lambda self: (_ for _ in ()).throw(IntegrityError("broken")))
        before = storage.media().listdir("pictures")[1] if storage.media().exists("pictures") else []
        with pytest.raises(IntegrityError):
            stored(make.image())
        assert sorted(storage.media().listdir("pictures")[1]) == sorted(before)


class TestDecode:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
    def test_five_formats_are_read_by_content(self, kind):
        assert images.decode(make.image(kind)).size == (40, 30)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
    def test_png_of_every_mode_is_read(self, mode):
        assert images.decode(make.image("PNG", mode=mode)).mode in ("RGB", "RGBA")

    @pytest.mark.parametrize("mode", ["L", "CMYK", "YCbCr"])
    def test_jpeg_of_every_mode_is_read(self, mode):
        assert images.decode(make.image("JPEG", mode=mode)).mode == "RGB"

    def test_sixteen_bits_of_grey_are_scaled_not_cut(self):
        grey = images.decode(make.image("PNG", mode="I;16", colour=32768)).getpixel((0, 0))
        assert grey == pytest.approx((127, 127, 127), abs=1)

    def test_transparent_drawing_stays_transparent(self):
        image = images.decode(make.image("PNG", mode="RGBA", colour=(255, 0, 0, 40)))
        assert images.ending(image) == "png"
        assert Image.open(io.BytesIO(images.encode(image, "avif"))).mode == "RGBA"

    def test_opaque_picture_with_an_alpha_channel_becomes_jpeg(self):
        assert images.ending(images.decode(make.image("PNG", mode="RGBA", colour=(1, 2, 3, 255)))) == "jpg"

    def test_first_frame_of_an_animation_is_taken(self):
        assert images.decode(animation("GIF")).getpixel((0, 0)) == (255, 0, 0)

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "AVIF", "PNG"])
    def test_animation_is_known_from_a_still_picture(self, kind):
        assert images.decode(animation(kind)).info["is_animated"]
        assert not images.decode(make.image(kind)).info["is_animated"]

    def test_second_picture_in_a_photograph_is_no_animation(self):
        assert not images.decode(animation("MPO")).info["is_animated"]

    def test_photograph_of_a_phone_is_read_and_loses_what_came_along(self):
        image = images.decode(PHOTOGRAPH.read_bytes())
        assert (image.size, image.mode, image.getpixel((40, 2))) == ((64, 48), "RGB", (200, 30, 30))
        assert b"ecret" in PHOTOGRAPH.read_bytes()
        assert b"ecret" not in images.encode(image, "jpg")

    def test_photograph_of_a_phone_that_is_cut_off_is_refused(self):
        with pytest.raises(ValidationError):
            images.decode(PHOTOGRAPH.read_bytes()[:400])

    def test_picture_is_turned_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        assert images.decode(make.image("JPEG", (40, 30), exif=exif)).size == (30, 40)

    @pytest.mark.parametrize("kind", ["jpg", "png", "avif"])
    def test_nothing_that_came_along_survives(self, kind):
        exif = Image.Exif()
        exif[0x010F] = "Secret camera"
        exif.get_ifd(0x8825)[1] = "N"
        data = make.image("JPEG", exif=exif, comment=b"secret comment") + b"<script>secret payload</script>"
        image = images.decode(data)
        written = images.encode(image, kind)
        assert b"ecret" not in written
        again = Image.open(io.BytesIO(written))
        assert not again.getexif()
        assert "comment" not in again.info

    def test_small_colour_profile_is_kept(self):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        image = images.decode(make.image("JPEG", icc_profile=profile))
        assert Image.open(io.BytesIO(images.encode(image, "jpg"))).info["icc_profile"] == profile

    def test_false_colour_profile_is_dropped(self):
        image = images.decode(make.image("JPEG", icc_profile=b"<script>not a profile</script>" * 9))
        assert "icc_profile" not in image.info

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (SVG, "not_a_picture"),
            (HTML, "not_a_picture"),
            (b"GIF89a" + HTML, "not_a_picture"),
            (b"%PDF-1.4\n%%EOF", "not_a_picture"),
            (make.image("BMP"), "not_a_picture"),
            (make.image("TIFF"), "not_a_picture"),
            (make.image("JPEG", (400, 300))[:700], "damaged"),
            (make.image("PNG", (400, 300))[:300], "damaged"),
            (png_that_says(60_000, 60_000), "too_large"),
            (png_that_says(6_000, 5_001), "too_large"),
            (png_that_says(20_000, 2), "too_large"),
            (png_that_says(200, 200), "damaged"),
            (make.image("GIF")[:6] + b"\xff\xff\xff\xff" + make.image("GIF")[10:], "too_large"),
        ],
    )
    def test_what_lies_about_itself_is_refused_with_a_sentence(self, data, code):
        with pytest.raises(ValidationError) as refusal:
            images.decode(data)
        assert refusal.value.code == code
        assert refusal.value.messages[0].endswith((".", ")."))

    @settings(max_examples=200)
    @given(data=st.data())
    def test_any_bytes_give_a_picture_or_a_sentence(self, data):
        kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "GIF"]))
        whole = bytearray(make.image(kind, (9, 7)))
        for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)))):
            whole[place] = value
        tail = data.draw(st.binary(max_size=50))
        with suppress(ValidationError):
            images.decode(bytes(whole[: data.draw(st.integers(1, len(whole)))]) + tail)

    @settings(max_examples=200)
    @given(st.binary(min_size=1, max_size=400))
    def test_noise_is_refused(self, noise):
        with pytest.raises(ValidationError):
            images.decode(noise)


@pytest.mark.django_db
class TestRow:
    @pytest.mark.parametrize(
        "nonsense",
        [{"focal_x": 101}, {"focal_y": 200}, {"alt": ""}, {"file": ""}, {"width": 0}, {"height": 0}],
    )
    def test_database_refuses_nonsense(self, nonsense):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.picture(**nonsense)

    def test_two_rows_cannot_share_a_file(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.picture(file=make.picture().file)

    def test_files_go_only_after_the_commit(self, django_capture_on_commit_callbacks):
        picture = stored(make.image())
        with django_capture_on_commit_callbacks(execute=True):
            picture.delete()
            assert storage.media().exists(picture.file)
        assert not any(storage.media().exists(name) for name in picture.file_names())

    def test_files_of_many_go_with_their_rows(self, django_capture_on_commit_callbacks):
        one, other = stored(make.image()), stored(make.image())
        with django_capture_on_commit_callbacks(execute=True):
            Picture.objects.filter(pk__in=[one.pk, other.pk]).delete()
        assert not any(storage.media().exists(name) for name in (*one.file_names(), *other.file_names()))


@pytest.mark.django_db
class TestUse:
    def test_picture_in_use_is_not_deleted_and_says_where(self):
        picture = make.picture(alt="A bridge")
        Event.objects.create(title="Workshop in Rennes", slug="workshop", picture=picture)
        Organisation.objects.create(name="Région Bretagne", logo=picture)
        sentence = "“A bridge” is used in: .*event “Workshop in Rennes”"
        with pytest.raises(ProtectedError, match=sentence) as refusal:
            picture.delete()
        assert "organisation “Région Bretagne”" in refusal.value.args[0]
        with pytest.raises(ProtectedError, match=sentence):
            Picture.objects.all().delete()
        assert Picture.objects.get() == picture

    def test_document_is_used_in_the_event_not_in_the_link_to_it(self):
        document = make.document()
        event = Event.objects.create(title="Workshop in Rennes", slug="workshop")
        EventDocument.objects.create(event=event, document=document)
        assert uses(document) == ([event], 0)

    def test_what_staff_edit_and_the_public_reads_counts_once(self, admin_client):
        picture = make.picture()
        event = make.published(make.event("Workshop in Rennes", picture=picture))
        assert Entry.objects.get(picture=picture).pk == event.pk
        assert uses(picture) == ([event], 0)
        assert f'<li>Event: <a href="{desk.address(event)}">Workshop in Rennes</a></li>' in self.form_of(
            picture, admin_client
        )

    def test_what_only_the_public_reads_is_named_as_staff_know_it(self, admin_client):
        picture, document = make.picture(), make.document()
        event = make.published(make.event("Workshop in Rennes", picture=picture, documents=[document]))
        taskforce = make.published(make.taskforce("Bretagne programme", cover=picture))
        Event.objects.update(picture=None)
        event.document_links.all().delete()
        Taskforce.objects.update(cover=None)
        assert (uses(document), uses(picture)) == (([event], 0), ([event, taskforce], 0))
        page = self.form_of(picture, admin_client)
        assert f'<li>Event: <a href="{desk.address(event)}">Workshop in Rennes</a></li>' in page
        assert f'<li>Taskforce: <a href="{desk.address(taskforce)}">Bretagne programme</a></li>' in page

    def form_of(self, picture, client) -> str:
        return client.get(desk.address(picture)).content.decode()

    @pytest.mark.parametrize("many", [False, True])
    def test_page_that_refuses_to_delete_speaks_of_the_use_not_of_rights(self, admin_client, many):
        picture = make.picture(alt="A bridge")
        make.published(make.event("Workshop in Rennes", picture=picture))
        if many:
            data = {"action": "delete_selected", ACTION_CHECKBOX_NAME: picture.pk}
            page = admin_client.post(reverse("admin:library_picture_changelist"), data).content.decode()
        else:
            page = admin_client.get(desk.address(picture, "delete")).content.decode()
        assert "“A bridge” is used in: event “Workshop in Rennes”. Take it out there" in page
        assert "permission" not in page

    @pytest.mark.parametrize("many", [False, True])
    def test_desk_refuses_and_says_where(self, admin_client, many):
        picture = make.picture(alt="A bridge")
        event = Event.objects.create(title="Workshop in Rennes", slug="workshop", picture=picture)
        data = {"post": "yes"}
        address = reverse("admin:library_picture_delete", args=[picture.pk])
        if many:
            address = reverse("admin:library_picture_changelist")
            data |= {"action": "delete_selected", ACTION_CHECKBOX_NAME: picture.pk}
        page = admin_client.post(address, data).content.decode()
        assert "event “Workshop in Rennes”. Take it out there" in page
        assert Picture.objects.filter(pk=picture.pk).exists()
        form = admin_client.get(reverse("admin:library_picture_change", args=[picture.pk])).content.decode()
        assert str(event) in form


@pytest.mark.django_db
class TestDrawing:
    def drawn(self, tag: str, **context) -> str:
        return Template("{% load library %}" + tag).render(Context(context)).strip()

    def test_picture_is_drawn_with_all_it_needs_to_stand_still(self):
        picture = make.picture(file=f"pictures/{'a' * 32}.jpg", widths=[320, 640], alt="A “bridge” & more")
        html = self.drawn('{% picture picture sizes="50vw" %}', picture=picture)
        base = f"/media/pictures/{'a' * 32}"
        assert f'<source type="image/avif" srcset="{base}-320.avif 320w, {base}-640.avif 640w" sizes="50vw">' in html
        assert f'srcset="{base}-320.jpg 320w, {base}-640.jpg 640w"' in html
        assert 'width="1600" height="900"' in html
        assert 'alt="A “bridge” &amp; more"' in html
        assert 'loading="lazy"' in html
        assert "style=" not in html

    def test_picture_may_be_silent_and_first(self):
        html = self.drawn('{% picture picture alt="" eager=True %}', picture=make.picture())
        assert 'alt=""' in html
        assert "lazy" not in html

    @pytest.mark.parametrize(
        ("x", "y", "name"), [(0, 0, "focal-left-top"), (50, 50, "focal-centre-middle"), (100, 80, "focal-right-bottom")]
    )
    def test_focal_point_is_a_class(self, x, y, name):
        assert make.picture(focal_x=x, focal_y=y).focal_class == name

    def test_page_whose_picture_is_lost_on_the_disk_says_what_it_showed(self, client):
        picture = stored(make.image("JPEG", (700, 350)), alt="A bridge at night")
        storage.remove(picture.file_names())
        taskforce = make.published(make.taskforce("Bretagne", cover=picture))
        make.published(make.event("Workshop", picture=picture, taskforces=[taskforce]))
        for address in ("/events/workshop/", "/taskforces/bretagne/"):
            assert 'alt="A bridge at night"' in client.get(address).content.decode()
        for address in ("/", "/events/", "/taskforces/", "/taskforces/bretagne/print/", "/taskforces/bretagne.png"):
            assert client.get(address).status_code == 200
        assert client.get(picture.get_absolute_url()).status_code == 404
        assert client.get(picture.fallback_url).status_code == 404

    def test_no_picture_draws_nothing(self):
        assert self.drawn("{% picture picture %}", picture=None) == ""

    def test_drawing_asks_the_database_nothing(self, django_assert_num_queries):
        picture, document = make.picture(), make.document()
        with django_assert_num_queries(0):
            self.drawn("{% picture picture %}{% document document %}", picture=picture, document=document)


@pytest.mark.django_db
class TestDesk:
    @pytest.fixture(autouse=True)
    def staff(self, client):
        client.force_login(User.objects.create_superuser("editor"))

    def sent(self, client, data: bytes, name="bridge.jpg", **given):
        words = {"alt": "A bridge", "focal_x": 50, "focal_y": 50, **given}
        upload = SimpleUploadedFile(name, data, "image/jpeg")
        return client.post(reverse("admin:library_picture_add"), {**words, "upload": upload})

    def test_picture_is_brought(self, client):
        assert self.sent(client, make.image("PNG")).status_code == 302
        picture = Picture.objects.get()
        assert (picture.alt, picture.width) == ("A bridge", 40)
        assert storage.media().exists(picture.file)

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "AVIF", "PNG"])
    def test_who_brings_an_animation_is_told_that_one_picture_is_kept(self, client, kind):
        words = desk.text(client.get(self.sent(client, animation(kind))["Location"]))
        assert "Only its first picture is kept." in words
        words = desk.text(client.get(self.sent(client, make.image(kind))["Location"]))
        assert "first picture" not in words

    def test_photograph_of_a_phone_is_brought(self, client):
        assert self.sent(client, PHOTOGRAPH.read_bytes(), "IMG_0001.HEIC").status_code == 302
        assert Picture.objects.get().file.endswith(".jpg")

    def test_picture_is_brought_in_a_popup(self, client):
        response = self.sent(client, make.image("PNG"), _popup="1")
        assert response.status_code == 200
        assert str(Picture.objects.get().pk) in response.content.decode()

    @pytest.mark.parametrize("data", [HTML, SVG, b"", b"\xff\xd8\xff" + HTML, make.image("JPEG", (300, 300))[:400]])
    def test_upload_that_lies_gets_a_sentence_beside_the_field(self, client, data):
        response = self.sent(client, data)
        assert response.status_code == 200
        assert response.context["adminform"].form.errors.keys() == {"upload"}
        assert not Picture.objects.exists()

    def test_huge_upload_gets_a_sentence(self, client, monkeypatch):
        monkeypatch.setattr(limits, "MAX_BYTES", 1000)
        response = self.sent(client, b"\xff" * 3_000_000)
        assert "too large" in response.context["adminform"].form.errors["upload"][0]

    @pytest.mark.django_db(transaction=True)
    def test_picture_is_drawn_anew_before_the_transaction_that_keeps_others_waiting(self, client, monkeypatch):
        client.force_login(User.objects.create_superuser("other"))
        inside = watched(monkeypatch)
        picture = stored(make.image(colour="red"))
        inside.clear()
        assert self.sent(client, make.image(colour="blue")).status_code == 302
        upload = SimpleUploadedFile("new.png", make.image(size=(400, 300)))
        assert desk.send(client, desk.address(picture), upload=upload).status_code == 302
        assert Picture.objects.get(pk=picture.pk).width == 400
        assert inside
        assert not any(inside)

    def test_nothing_is_rendered_for_those_who_may_only_look(self, client, monkeypatch):
        viewer = User.objects.create_user("viewer", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_picture"))
        client.force_login(viewer)
        inside = watched(monkeypatch)
        assert self.sent(client, make.image()).status_code == 403
        upload = SimpleUploadedFile("new.png", make.image())
        address = reverse("admin:library_picture_change", args=[make.picture().pk])
        assert client.post(address, {"alt": "Changed", "upload": upload}).status_code == 403
        assert inside == []

    def test_words_change_without_a_new_file(self, client):
        picture = stored(make.image())
        assert desk.send(client, desk.address(picture), alt="Another bridge", focal_x=10).status_code == 302
        changed = Picture.objects.get()
        assert (changed.alt, changed.focal_x, changed.file) == ("Another bridge", 10, picture.file)

    def test_those_who_may_only_look_see_all_but_change_nothing(self, client):
        viewer = User.objects.create_user("viewer", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_picture"))
        client.force_login(viewer)
        address = reverse("admin:library_picture_change", args=[make.picture(alt="A bridge at night").pk])
        page = client.get(address).content.decode()
        assert "A bridge at night" in page
        assert 'type="file"' not in page
        assert client.post(address, {"alt": "Changed"}).status_code == 403

    def test_what_somebody_else_saved_in_between_is_not_overwritten_unseen(self, client):
        picture = stored(make.image())
        opened = desk.filled(client.get(desk.address(picture)))
        desk.send(client, desk.address(picture), alt="Theirs")
        refused = client.post(desk.address(picture), opened | {"alt": "Mine"})
        assert desk.errors(refused)["alt"] == ["Both were changed. Choose whose words stay."]
        assert Picture.objects.get().alt == "Theirs"
        assert client.post(desk.address(picture), desk.filled(refused) | {"whose:::alt": "mine"}).status_code == 302
        assert Picture.objects.get().alt == "Mine"

    @pytest.mark.django_db(transaction=True)
    def test_two_who_save_at_once_lose_no_file(self, client):
        picture = stored(make.image(colour="red"))
        words = desk.filled(client.get(desk.address(picture))) | {"alt": "Corrected"}
        with at_once.while_waiting(lambda: client.post(desk.address(picture), words)) as answers:
            stored(make.image(size=(400, 300), colour="blue"), id=picture.pk)
        assert answers[0].status_code == 302
        now = Picture.objects.get()
        assert (now.alt, now.width) == ("Corrected", 400)
        assert all(storage.media().exists(name) for name in now.file_names())

    def test_list_shows_thumbnails_and_finds_without_accents(self, client):
        make.picture(alt="École")
        make.picture(alt="Bridge")
        page = client.get(reverse("admin:library_picture_changelist"), {"q": "ecole"}).content.decode()
        assert "École" in page
        assert "Bridge" not in page
        assert "-320.jpg" in page

    def test_form_says_that_it_is_true_at_once(self, client):
        page = client.get(reverse("admin:library_picture_change", args=[make.picture().pk])).content.decode()
        assert "true for everyone as soon as you save" in page
        assert "Nowhere yet." in page

    def test_unused_picture_is_deleted(self, client):
        picture = stored(make.image())
        client.post(reverse("admin:library_picture_delete", args=[picture.pk]), {"post": "yes"})
        assert not Picture.objects.exists()

    def test_unknown_picture_is_no_error(self, client):
        assert client.get(reverse("admin:library_picture_change", args=[uuid.uuid4()])).status_code == 302
