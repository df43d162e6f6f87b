from django.db import models


class SearchRow(models.Model):
    """The words by which one public row is found, and what it names. Derived: `dossiers.search.indexing` writes it.

    Its number is its place in the order of all results, so that a database finds the first ones and need not sort;
    see `dossiers.search.places`. `token` says of which row it is, as the words of other rows name that one.
    """

    place = models.BigIntegerField(primary_key=True)
    token = models.CharField(max_length=120, unique=True)
    folded = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.token
