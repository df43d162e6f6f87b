"""The life of any item: snapshot, edition, publish, withdraw, preview, addresses, generation, roles. Knows no kind."""
