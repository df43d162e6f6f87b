"""A catalogue of data sets in the words of DCAT-AP 3, as JSON-LD. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from dossiers.formats.nodes import english, moment_of, ref, typed

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
LANGUAGE, THEME, FREQUENCY = f"{EU}/language/ENG", f"{EU}/data-theme/EDUC", f"{EU}/frequency/IRREG"
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


@dataclass(frozen=True)
class Dataset:
    """All rows of one kind: what it is, the page on which people read it, its files and when it last changed.

    `files` are triples of a suffix, a media type and an address. `dumps` are files of a night, compressed, with two
    values more: how many bytes they have and when they were made.
    """

    url: str
    title: str
    description: str
    keywords: list
    files: list
    modified: datetime | None
    dumps: list = field(default_factory=list)

    @property
    def all_files(self):
        """Both."""
        return [*self.files, *self.dumps]


@dataclass(frozen=True)
class Catalogue:
    """All data sets of one publisher, and the API that serves them."""

    url: str
    home: str
    title: str
    description: str
    publisher: str
    contact: str
    licence: str
    api: str
    api_description: str
    datasets: list


def written(catalogue):
    """The catalogue as plain values of JSON-LD."""
    service = f"{catalogue.api}#service"
    graph = [
        _catalogue(catalogue, service),
        _service(catalogue, service),
        *(node for dataset in catalogue.datasets for node in _dataset(catalogue, dataset, service)),
        typed(f"{catalogue.url}#publisher", "foaf:Agent") | {"foaf:name": catalogue.publisher},
        typed(f"{catalogue.url}#contact", "vcard:Kind")
        | {"vcard:fn": catalogue.publisher, "vcard:hasURL": ref(catalogue.contact)},
        typed(catalogue.licence, "dct:LicenseDocument"),
        typed(LANGUAGE, "dct:LinguisticSystem"),
        typed(THEME, "http://www.w3.org/2004/02/skos/core#Concept")
        | {"http://www.w3.org/2004/02/skos/core#prefLabel": english("Education, culture and sport")},
        typed(FREQUENCY, "dct:Frequency"),
        *_formats(catalogue),
    ]
    return {"@context": CONTEXT, "@graph": graph}


def _catalogue(catalogue, service):
    return typed(catalogue.url, "dcat:Catalog") | {
        "dct:title": english(catalogue.title),
        "dct:description": english(catalogue.description),
        "dct:publisher": ref(f"{catalogue.url}#publisher"),
        "dct:license": ref(catalogue.licence),
        "dct:language": ref(LANGUAGE),
        "foaf:homepage": typed(catalogue.home, "foaf:Document"),
        "dcat:dataset": [ref(f"{dataset.url}#dataset") for dataset in catalogue.datasets],
        "dcat:service": ref(service),
    }


def _service(catalogue, service):
    return typed(service, "dcat:DataService") | {
        "dct:title": english(f"{catalogue.title}: API"),
        "dcat:endpointURL": ref(catalogue.api),
        "dcat:endpointDescription": ref(catalogue.api_description),
        "dcat:servesDataset": [ref(f"{dataset.url}#dataset") for dataset in catalogue.datasets],
        "dct:license": ref(catalogue.licence),
        "dct:publisher": ref(f"{catalogue.url}#publisher"),
        "dcat:contactPoint": ref(f"{catalogue.url}#contact"),
    }


def _dataset(catalogue, dataset, service):
    """A data set, and a node for each of its files."""
    changed = {"dct:modified": moment_of(dataset.modified)} if dataset.modified else {}
    yield (
        typed(f"{dataset.url}#dataset", "dcat:Dataset")
        | changed
        | {
            "dct:title": english(dataset.title),
            "dct:description": english(dataset.description),
            "dct:identifier": dataset.url,
            "dct:publisher": ref(f"{catalogue.url}#publisher"),
            "dcat:contactPoint": ref(f"{catalogue.url}#contact"),
            "dct:language": ref(LANGUAGE),
            "dct:accrualPeriodicity": ref(FREQUENCY),
            "dcat:theme": ref(THEME),
            "dcat:keyword": [english(word) for word in dataset.keywords],
            "dcat:landingPage": typed(dataset.url, "foaf:Document"),
            "dcat:distribution": [ref(f"{address}#file") for _suffix, _type, address, *_ in dataset.all_files],
        }
    )
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


def _formats(catalogue):
    """What kinds of files there are, each told once."""
    files = {(suffix, kind) for dataset in catalogue.datasets for suffix, kind, *_ in dataset.all_files}
    media = sorted({kind for _suffix, kind in files} | {"application/gzip"})
    types = sorted({FILE_TYPES[suffix] for suffix, _kind in files})
    return [
        *(typed(f"{MEDIA}/{kind}", "dct:MediaType") for kind in media),
        *(typed(f"{EU}/file-type/{name}", "dct:MediaTypeOrExtent") for name in types),
    ]
