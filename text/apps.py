from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TextConfig(AppConfig):
    name = "text"
    verbose_name = _("Text")

    def __init__(self, *names):
        """Before any form is declared: a field takes its sentences along then."""
        from text.error_words import use_own_words

        super().__init__(*names)
        use_own_words()

    def ready(self):
        """Have the words of all rooms indexed after every migration, also where that found nothing to do."""
        from text.translations import remember_words
        from text.word_index import keep_word_indexes
        from text.word_index.sqlite import know_beginnings

        connection_created.connect(know_beginnings)
        post_migrate.connect(keep_word_indexes)
        remember_words()
