"""A catalogue of data sets in the words of DCAT-AP 3, as JSON-LD. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from dossiers.formats.dcat_files import EU, distributions, formats
from dossiers.formats.nodes import english, moment_of, ref, typed

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE, THEME, FREQUENCY = f"{EU}/language/ENG", f"{EU}/data-theme/EDUC", f"{EU}/frequency/IRREG"


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
        *formats(catalogue),
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
    yield from distributions(catalogue, dataset, service)
