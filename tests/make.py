"""Plain factories: one line for one real thing. What a test does not name is filled in with something ordinary."""

import io
import uuid
import zipfile

from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone
from PIL import Image

from alerts.addresses import subject_at
from alerts.models import Subject, Subscription
from alerts.subscribing import confirm
from dossier_site.attention.faults import RANKS
from editing.models import Finding
from library.models import Document, Picture
from publishing.editions import publish
from publishing.models import Term
from publishing.roles import Role
from publishing.touch import touch
from taskforces.models import Country, Limits, Organisation, Taskforce
from timeline.models import Event, EventType, Topic
from upkeep.models import ExternalLink, LinkSpot


def picture(**given) -> Picture:
    """A picture's row; its files are not on the disk (for those: `library.pictures.store`)."""
    usual = {"alt": "A bridge of paper", "width": 1600, "height": 900, "widths": [320, 640, 960, 1280]}
    return Picture.objects.create(**{"file": f"pictures/{uuid.uuid4().hex}.jpg", **usual, **given})


def document(**given) -> Document:
    """A public PDF's row; its file is not on the disk (for that: `library.documents.store`)."""
    file = f"documents/{uuid.uuid4().hex}.pdf"
    usual = {"title": "Report of the meeting", "language": "en", "kind": "pdf", "file": file, "size": 1_200_000}
    usual["contact"] = "the ministry"
    return Document.objects.create(**{**usual, **given})


def image(kind="PNG", size=(40, 30), mode="RGB", colour=None, **options) -> bytes:
    """The bytes of a picture file."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def archive(parts: dict[str, str | bytes]) -> bytes:
    """The bytes of a zip file, as office programs write them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def organisation(name="Institut de Locarn", *, countries=(), **given) -> Organisation:
    row = Organisation.objects.create(name=name, **given)
    row.countries.set(Country.objects.filter(pk__in=countries))
    return row


def event_type(name="Meeting report", **given) -> EventType:
    return EventType.objects.create(name=name, slug=given.pop("slug", name.lower().replace(" ", "-")), **given)


def term(word="VET", explanation="Vocational education and training", **given) -> Term:
    return Term.objects.create(word=word, explanation=explanation, **given)


def topic(name="Secondary Education", **given) -> Topic:
    return Topic.objects.create(name=name, slug=given.pop("slug", name.lower().replace(" ", "-")), **given)


def taskforce(
    title="Bretagne programme", *, countries=(), organisations=(), objectives=(), results=(), documents=(), **given
):
    """A taskforce on the desk, touched, not published. Objectives and results are given as their texts."""
    item = Taskforce.objects.create(title=title, **given)
    _tie(item.countries, Country.objects.filter(pk__in=countries) if countries else ())
    _link(item, organisations)
    for position, text in enumerate(objectives):
        item.objectives.create(text=text, position=position)
    for position, text in enumerate(results):
        item.results.create(text=text, position=position)
    _attach(item, documents)
    touch(item)
    return item


def event(title="Kick-off meeting", *, taskforces=(), organisations=(), topics=(), results=(), documents=(), **given):
    """An event on the desk, touched, not published."""
    item = Event.objects.create(title=title, **given)
    _tie(item.taskforces, taskforces)
    _tie(item.topics, topics)
    _tie(item.results, results)
    _link(item, organisations)
    _attach(item, documents)
    touch(item)
    return item


def published(item, **how):
    """The same item, published."""
    publish(item, **how)
    item.refresh_from_db()
    return item


def touched(item):
    """The same item, with its state told anew after it was changed."""
    touch(item)
    return item


def found(title="Bretagne programme", fault="no-status", model="taskforce", **given) -> Finding:
    """That something is missing or odd in a row, which there need not be."""
    own = {"rank": RANKS[fault], "key": uuid.uuid4(), "model": model}
    return Finding.objects.create(**own | given, title=title, fault=fault)


def subscription(about="/events/", *, address="ada@example.org", frequency="at-once", is_confirmed=True):
    """That somebody asked for e-mail about what stands at an address of the site, and confirmed it."""
    at = subject_at(about)
    subject, _made = Subject.objects.get_or_create(kind=at.kind, about=at.about, defaults={"title": at.title})
    row = Subscription.objects.create(subject=subject, address=address, frequency=frequency, invited_at=timezone.now())
    if is_confirmed:
        confirm(Subscription.objects.filter(pk=row.pk))
        row.refresh_from_db()
    return row


def broken_link(url="https://example.org/gone", *, item=None, field="link_address", **given) -> LinkSpot:
    """A place in an event where a link does not work, for three days now."""
    link = ExternalLink.of(url)
    link.failure, link.status, link.failures, link.failed_days, link.failed_at = "not-found", 404, 3, 3, timezone.now()
    link.save()
    item = item or event()
    return LinkSpot.objects.create(link=link, kind=item._meta.label_lower, key=str(item.pk), field=field, **given)


def editor(username="editor", **given) -> User:
    """Somebody who writes and publishes everything."""
    return person(Role.PUBLISHER, username=username, **given)


def person(role, *, username="", taskforces=(), countries=(), **given) -> User:
    """Somebody with a role; a limited editor with what they work on."""
    name = username or role.name.lower() or "nobody"
    user = User.objects.create_user(name, password="a password for tests", is_staff=True, **given)
    user.groups.set(Group.objects.filter(name=role.value))
    if role == Role.LIMITED_EDITOR:
        keys = {"taskforces": [str(each.pk) for each in taskforces], "countries": list(countries)}
        Limits.objects.create(person=user, **keys)
    return user


def grant(person, *rights):
    """Give somebody rights that no role gave them ("taskforces.publish_taskforce")."""
    for right in rights:
        app, codename = right.split(".")
        person.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _tie(relation, rows):
    """Nothing is asked where there is nothing to tie."""
    if rows:
        relation.add(*rows)


def _link(item, organisations):
    for position, row in enumerate(organisations):
        item.organisation_links.create(organisation=row, position=position)


def _attach(item, documents):
    for position, row in enumerate(documents):
        item.document_links.create(document=row, position=position)
