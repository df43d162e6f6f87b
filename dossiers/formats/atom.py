"""Feeds as Atom (RFC 4287). Pure."""

from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

MEDIA_TYPE = "application/atom+xml"
# When a feed changed in which there is nothing yet: always the same, so that it is the same feed.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class StillFeed(Atom1Feed):
    """Django's, which says of an empty feed that it changed just now."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler, item):
        """Also the language of an item, as an attribute of what it says."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html", "xml:lang": item["language"]})


def written(feed):
    """The feed as text."""
    out = StillFeed(
        title=feed.title,
        link=feed.page,
        description=None,
        language=feed.language,
        author_name=feed.author,
        feed_url=feed.url,
        feed_guid=feed.url,
        feed_copyright=feed.licence,
    )
    for item in feed.items:
        out.add_item(
            title=item.title,
            link=item.url,
            description=None,
            unique_id=item.id,
            pubdate=item.published,
            updateddate=item.updated,
            categories=item.tags,
            html=item.html,
            language=item.language,
        )
    return out.writeString("utf-8")
