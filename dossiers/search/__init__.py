"""One search through dossiers, events, organisations and documents."""
