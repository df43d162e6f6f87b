"""The life of any item: snapshot, edition, publish, withdraw, preview, addresses, dates, texts. Knows no kind."""
