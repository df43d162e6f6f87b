"""Writing down what live rows were called in earlier editions, for migrations: publishing does so since then."""

from text.folding import search_text


def fill_former_titles(room, model, kind):
    """A step for RunPython that gives the live rows of a kind their former titles, and the words to find them by."""

    def fill(apps, schema_editor):
        editions = apps.get_model("publishing", "Edition").objects.filter(kind=kind, reason="")
        rows = apps.get_model(room, model).objects
        for row in rows.filter(edition_number__gt=1).only("title", "folded").order_by("pk").iterator(chunk_size=500):
            bodies = editions.filter(key=row.pk).values_list("snapshot__body__title", flat=True)
            titles = "\n".join(sorted({title for title in bodies if title and title != row.title}))
            if titles:
                folded = row.folded.rstrip() + search_text(titles)
                rows.filter(pk=row.pk).update(former_titles=titles, folded=folded)

    return fill
