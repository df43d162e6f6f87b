"""The list of links that do not work."""

from editing.lists import BoundedChangeList
from upkeep.models.spots import with_items


class SpotChangeList(BoundedChangeList):
    """A list whose rows know the items that they stand in, and what this person may do."""

    def get_results(self, request):
        """The rows of the page."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        with_items(self.result_list)
        for spot in self.result_list:
            spot.may_recheck = self.model_admin.may_recheck(request)
            spot.query = self.get_query_string()
