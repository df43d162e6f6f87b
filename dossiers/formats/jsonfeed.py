"""Feeds as JSON Feed 1.1. Pure."""

from dossiers.formats.json import whole

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def written(feed):
    """The feed as text."""
    return whole(
        {
            "version": VERSION,
            "title": feed.title,
            "home_page_url": feed.page,
            "feed_url": feed.url,
            "language": feed.language,
            "authors": [{"name": feed.author}],
            "items": [_item(item) for item in feed.items],
        }
    )


def _item(item):
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "date_published": item.published.isoformat(timespec="seconds"),
        "date_modified": item.updated.isoformat(timespec="seconds"),
        "language": item.language,
        "tags": item.tags,
    }
