from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT

from text.dropped_indexes import WithoutIndex


class Migration(migrations.Migration):
    dependencies = [("timeline", "0020_outlines_beside_links")]
    operations = [
        WithoutIndex(
            "event",
            "type",
            models.ForeignKey(
                "timeline.eventtype", PROTECT, null=True, blank=True, verbose_name="type", db_index=False
            ),
        ),
        *(
            WithoutIndex(
                f"event{linked}",
                "event",
                models.ForeignKey("timeline.event", CASCADE, related_name=f"{linked}_links", db_index=False),
            )
            for linked in ("organisation", "document")
        ),
    ]
