"""What the library holds: pictures and documents. Both are reference rows: true for everyone as soon as saved."""

from library.models.document import Access, Document, DocumentLink
from library.models.picture import Picture

__all__ = ["Access", "Document", "DocumentLink", "Picture"]
