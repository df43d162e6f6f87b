"""The record (editions, addresses), what publishable items and reference rows are, and the site's own words."""

from publishing.models.addresses import Address
from publishing.models.editions import Edition
from publishing.models.live import Live
from publishing.models.publishable import Publishable, PublishableQuerySet
from publishing.models.texts import Text

__all__ = ["Address", "Edition", "Live", "Publishable", "PublishableQuerySet", "Text"]
