"""Pictures and documents: upload safety, alternative text, credit, renditions, serving. Knows nothing above it."""
