"""The public site as a folder of files: every page that readers have, with all that it needs, and no server."""
