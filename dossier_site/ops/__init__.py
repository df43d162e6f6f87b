"""Keeping the site running: its archive, its databases, its lock, and loading what others saved."""
