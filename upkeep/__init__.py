"""What keeps the content well: links to other sites are checked, and those that do not work are told at the desk."""
