"""The words of all titles and names, kept anew: after an upgrade, or a bulk write."""

from publishing.models import Spelling
from taskforces.models import Dossier, Organisation
from text.folding import question_words
from timeline.models.live import Entry

# So many new words are written at once.
BATCH = 2000


def add_all_titles():
    """Keep the words of what dossiers, entries and organisations are called. Safe to repeat."""
    seen, new = set(), []
    for rows, name in ((Dossier.objects, "title"), (Entry.objects, "title"), (Organisation.objects, "name")):
        for title in rows.order_by().values_list(name, flat=True).iterator(chunk_size=BATCH):
            new += [word for word in question_words(title) if word not in seen]
            seen.update(new)
            if len(new) >= BATCH:
                Spelling.objects.add(*new)
                new = []
    Spelling.objects.add(*new)
