"""Drawing what stands in pages of the desk by hundreds: the HTML of Django's templates, without a template each."""
