from django.db import migrations, models

# What stands for a contact that nobody ever gave: the site's own page says how to reach these.
NOBODY_NAMED = "the secretariat (see the contact page)"


def give_contact(apps, schema_editor):
    """Say whom to ask for documents on request that named nobody."""
    documents = apps.get_model("library", "Document").objects.using(schema_editor.connection.alias)
    for document in documents.filter(access="on_request"):
        if not document.contact.strip():
            document.contact = NOBODY_NAMED
            document.save(update_fields=["contact", "folded"])


class Migration(migrations.Migration):
    """A document on request names whom to ask."""

    dependencies = [("library", "0003_fill_words_and_order")]
    operations = [
        migrations.RunPython(give_contact, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=~models.Q(access="on_request") | ~models.Q(contact=""),
                name="document_on_request_has_contact",
            ),
        ),
    ]
