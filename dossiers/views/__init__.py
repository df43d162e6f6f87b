"""The pages that readers see, one module a subject."""
