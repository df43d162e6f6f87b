"""The audit log: who signed in, who was given rights, what was published, withdrawn and erased."""
