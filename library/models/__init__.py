"""What the library holds: pictures and documents. Both are reference rows: true for everyone as soon as saved."""

from .document import Access, Document
from .picture import Picture

__all__ = ["Access", "Document", "Picture"]
