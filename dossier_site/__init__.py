"""The frame: settings, addresses, admin site, health. Wires the rooms, owns no data."""
