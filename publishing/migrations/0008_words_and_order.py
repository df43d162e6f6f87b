from django.db import migrations

import text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0007_addresses_are_looked_up"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="text",
            options={
                "default_permissions": ("change", "view"),
                "ordering": ("sort_title", "pk"),
                "verbose_name": "text of the site",
                "verbose_name_plural": "texts of the site",
            },
        ),
        migrations.AddField(
            model_name="text",
            name="sort_title",
            field=text.fields.SortField("title"),
        ),
    ]
