"""The files of data sets in the words of DCAT-AP 3. Pure."""

from dossiers.formats.nodes import english, moment_of, ref, typed

EU = "http://publications.europa.eu/resource/authority"
MEDIA = "http://www.iana.org/assignments/media-types"
# By suffix, how the Union's list of file types calls it.
FILE_TYPES = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "json": "JSON",
    "atom": "ATOM",
    "ics": "ICS",
    "feed.json": "JSON",
    "ndjson": "JSON",
}
GZIP = f"{MEDIA}/application/gzip"


def distributions(catalogue, dataset, service):
    """A node for each file of a data set."""
    for suffix, media_type, address in dataset.files:
        yield _file(catalogue, dataset, suffix, media_type, address, service)
    for suffix, media_type, address, size, made in dataset.dumps:
        yield _file(catalogue, dataset, suffix, media_type, address, service) | {
            "dct:title": english(f"{dataset.title} ({suffix}, gzip)"),
            "dcat:compressFormat": ref(GZIP),
            "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
            "dct:modified": moment_of(made),
        }


def _file(catalogue, dataset, suffix, media_type, address, service):
    return typed(f"{address}#file", "dcat:Distribution") | {
        "dct:title": english(f"{dataset.title} ({suffix})"),
        "dcat:accessURL": ref(address),
        "dcat:downloadURL": ref(address),
        "dcat:mediaType": ref(f"{MEDIA}/{media_type}"),
        "dct:format": ref(f"{EU}/file-type/{FILE_TYPES[suffix]}"),
        "dct:license": ref(catalogue.licence),
        "dcat:accessService": ref(service),
    }


def formats(catalogue):
    """What kinds of files there are, each told once."""
    files = {(suffix, kind) for dataset in catalogue.datasets for suffix, kind, *_ in dataset.all_files}
    media = sorted({kind for _suffix, kind in files} | {"application/gzip"})
    types = sorted({FILE_TYPES[suffix] for suffix, _kind in files})
    return [
        *(typed(f"{MEDIA}/{kind}", "dct:MediaType") for kind in media),
        *(typed(f"{EU}/file-type/{name}", "dct:MediaTypeOrExtent") for name in types),
    ]
