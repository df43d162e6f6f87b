from django.db import migrations, models
from django.db.models.deletion import CASCADE

from text.dropped_indexes import WithoutIndex

LINKS = {
    "taskforceorganisation": "organisation_links",
    "taskforcerelation": "relations",
    "taskforcedocument": "document_links",
}


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0025_indexes_that_nobody_asks")]
    operations = [
        WithoutIndex(
            model,
            "taskforce",
            models.ForeignKey("taskforces.taskforce", CASCADE, related_name=name, db_index=False),
        )
        for model, name in LINKS.items()
    ]
