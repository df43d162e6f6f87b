from django.db import migrations

TEXTS = {
    "what-are-taskforces": (
        "What are taskforces?",
        "<p>A taskforce gives direct support to a new programme, strategy or platform. Organisations ask for it.</p>",
    ),
    "timeline-introduction": (
        "Timeline",
        "<p>Everything that happened, newest first. Choose an event to read its full story.</p>",
    ),
    "accessibility": ("Accessibility", "<p>This text has not been written yet.</p>"),
    "privacy": ("Privacy", "<p>This text has not been written yet.</p>"),
    "contact": ("Contact", "<p>This text has not been written yet.</p>"),
}


def fill(apps, schema_editor):
    """Every place of the site has a text, so that staff can edit it on an empty site too."""
    text = apps.get_model("publishing", "Text").objects
    for key, (title, body) in TEXTS.items():
        text.get_or_create(key=key, defaults={"title": title, "body": body})


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_editors")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
