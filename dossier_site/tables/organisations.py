"""The table of organisations: its columns, in the order in which people read them.

The address to which letters go is personal data: it stands in no file.
"""

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from dossier_site.tables import naming
from dossier_site.tables.columns import Column
from dossier_site.tables.progress import WRITTEN, told
from dossier_site.tables.references import One, Several
from dossier_site.tables.resource import TableResource
from dossier_site.tables.widgets import Cell, Lines
from editing.named_rows import name_key
from taskforces.models import Organisation

FIELD = Organisation._meta.get_field
WORDS = ("name", "kind", "website", "ror", "wikidata")


class OrganisationResource(TableResource):
    """Organisations. Other names stand one a line, countries between semicolons."""

    slug = Column("slug", Cell(), readonly=True)
    name = Column("name", Cell(FIELD("name")))
    other_names = Column("other_names", Lines(FIELD("other_names")))
    countries = Column("countries", Several(naming.countries()))
    kind = Column("kind", Cell(FIELD("kind")))
    website = Column("website", Cell(FIELD("website")))
    logo = Column("logo", One(naming.pictures()))
    ror = Column("ror", Cell(FIELD("ror")))
    wikidata = Column("wikidata", Cell(FIELD("wikidata")))

    class Meta:
        model = Organisation

    def rows(self):
        """Not those that were merged into others."""
        return Organisation.objects.standing()

    def words_of(self, items):
        """What each says, with its countries."""
        prefetch_related_objects(items, "countries")
        return [self._words(item) for item in items]

    def _words(self, item):
        words = {name: getattr(item, name) for name in (*WORDS, "slug")}
        others = {"other_names": item.other_names.splitlines(), "logo": item.logo_id and str(item.logo_id)}
        countries = sorted(country.pk for country in item.countries.all())
        return words | others | {"countries": countries, "id": str(item.pk)}

    def blank_words(self):
        """What a new one says."""
        return dict.fromkeys((*WORDS, "slug"), "") | {"other_names": [], "countries": [], "logo": None}

    def begin(self, dataset):
        """Know all names: what is there already is not made a second time."""
        super().begin(dataset)
        self.known = {}
        for row in self.rows().prefetch_related("countries"):
            for key in row.name_keys:
                self.known.setdefault(key, {})[str(row.pk)] = ({each.pk for each in row.countries.all()}, row.slug)

    def meant(self, row):
        """An address that nobody has is no new one: the desk itself makes the addresses of organisations."""
        draft = super().meant(row)
        if row.get("slug") and not draft:
            text = _("No organisation has this address. Leave the cell empty for a new one.")
            raise ValidationError({"slug": text})
        return draft

    def faults(self, draft):
        """What does not fit: rights, and a name that another one has."""
        if refusal := self.refusal(draft):
            return {"id" if draft.before else "name": refusal}
        if not draft.words["name"]:
            return {"name": _("Give a name.")}
        return self._same_name(draft)

    def _same_name(self, draft):
        """That another one is called so; ministries of two countries may have one name."""
        words, old = draft.words, draft.before or self.blank_words()
        new = {name_key(name) for name in (words["name"], *words["other_names"])}
        new -= {name_key(name) for name in (old["name"], *old["other_names"])} | {""}
        key, own = words.get("id") or f"new {len(self.known)}", {*words["countries"]}
        for name in new:
            for other, (countries, slug) in self.known.get(name, {}).items():
                if other != key and (not own or not countries or own & countries):
                    text = _(
                        "There is one of this name already. To change that one, write its address “%(slug)s” here."
                    )
                    return {"slug": text % {"slug": slug or words["name"]}}
            self.known.setdefault(name, {})[key] = (own, words.get("slug"))
        return {}

    def write(self, drafts):
        """Put drafts on the desk: they are true for everyone as soon as saved."""
        for draft in told(drafts, self.tell, WRITTEN):
            item, words = draft.item, draft.words
            for name in WORDS:
                setattr(item, name, words[name])
            item.other_names, item.logo_id = "\n".join(words["other_names"]), words["logo"]
            item.save()
            if words["countries"] != (draft.before or self.blank_words())["countries"]:
                item.countries.set(words["countries"])
                item.save()  # which notes the change
