"""The pages of a list: of the keys, which an index holds in order, and then of the rows of one page."""

from django.core.paginator import Page, Paginator

# So many rows a reader may turn through; who looks for others narrows the list.
WALKED = 1000
# Who asks for all rows says so in the environment of a request, where no reader can: an export of the site.
WHOLE_LISTS = "dossiers.whole_lists"


class WalkedPage(Page):
    """One page. Behind those that are walked there are none, whatever the list holds."""

    def has_next(self):
        return self.number < self.paginator.walked

    def previous_page_number(self):
        return min(super().previous_page_number(), self.paginator.walked)

    @property
    def is_walked(self):
        """Whether rows of this page are shown."""
        return self.number <= self.paginator.walked

    @property
    def is_cut(self):
        """Whether there is more in the list, and no page of it."""
        return self.number >= self.paginator.walked < self.paginator.num_pages


class KeysFirst(Paginator):
    """Pages of `keys` in order; `draw` gives the rows of some keys in that order, with all that is shown of them."""

    def __init__(self, keys, per_page, *, count, draw, is_whole=False, **options):
        super().__init__(keys, per_page, **options)
        self.count, self.draw, self.is_whole = count, draw, is_whole

    count = 0  # Django's asks for it

    @property
    def walked(self):
        """The number of the last page that is shown."""
        return self.num_pages if self.is_whole else min(self.num_pages, WALKED // self.per_page)

    @property
    def rows_walked(self):
        """How many rows stand on the pages that are shown."""
        return self.walked * self.per_page

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self.object_list[first : first + self.per_page]
        return self._get_page(self.draw(keys) if self.count and number <= self.walked else [], number, self)

    def _get_page(self, *args):
        return WalkedPage(*args)


class Halves:
    """The rows of two querysets, one after the other, for slices of a page's size."""

    def __init__(self, first, second):
        self.first, self.second = first, second

    def __getitem__(self, asked):
        rows = list(self.first[asked])
        missing = asked.stop - asked.start - len(rows)
        if not missing:
            return rows
        passed = 0 if rows else asked.start - self.first[: asked.start].count()
        return rows + list(self.second[passed : passed + missing])
