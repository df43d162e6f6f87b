"""The pages on which readers ask for e-mail, confirm it, change it and leave. None sets a cookie or needs a script."""
