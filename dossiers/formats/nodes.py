"""The nodes of a graph in JSON-LD. Pure."""


def typed(address, kind):
    """A thing at an address, of a kind."""
    return {"@id": address, "@type": kind}


def ref(address):
    """That another thing is meant."""
    return {"@id": address}


def english(words):
    """Words in English."""
    return {"@value": words, "@language": "en"}


def moment_of(moment):
    """A moment as RDF wants it."""
    return {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}
