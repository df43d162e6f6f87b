from django.db import migrations, models

import text.languages


class Migration(migrations.Migration):
    dependencies = [("timeline", "0004_small_letters")]
    operations = [
        migrations.AlterField(
            "event",
            "video_language",
            models.CharField(
                "video language",
                max_length=10,
                blank=True,
                validators=[text.languages.known_language],
                help_text="What is spoken.",
            ),
        ),
        migrations.AlterField(
            "event",
            "video_subtitles",
            models.CharField(
                "subtitle languages",
                max_length=100,
                blank=True,
                validators=[text.languages.known_languages],
                help_text="Their codes, with spaces between: fr en.",
            ),
        ),
    ]
