"""What countries are called besides the name that CLDR gives them in English: older names, parts, short forms."""

from babel import Locale

from text.languages import CODES

SHORTEST = 4
OTHER_NAMES = {
    "AT": "Österreich",
    "BE": "België, Belgique, Flanders, Wallonia",
    "BG": "България",
    "BY": "Byelorussia",
    "CH": "Schweiz, Suisse, Svizzera",
    "CZ": "Czech Republic, Česko, Czechoslovakia",
    "DE": "Deutschland",
    "DK": "Danmark",
    "EE": "Eesti",
    "ES": "España",
    "EU": "EU, Europe",
    "FI": "Suomi",
    "GB": "Great Britain, UK, England, Scotland, Wales, Northern Ireland",
    "GR": "Hellas, Ελλάδα, EL",
    "HR": "Hrvatska",
    "HU": "Magyarország",
    "IE": "Éire, Republic of Ireland",
    "IT": "Italia",
    "LT": "Lietuva",
    "LV": "Latvija",
    "MD": "Republic of Moldova",
    "MK": "Macedonia, FYROM",
    "NL": "Holland, Nederland",
    "NO": "Norge, Noreg",
    "PL": "Polska",
    "RO": "România, Rumania",
    "RS": "Srbija",
    "SE": "Sverige",
    "SI": "Slovenija",
    "SK": "Slovak Republic, Slovensko",
    "TR": "Turkey, Türkiye",
    "UA": "Україна",
    "US": "USA, America, United States of America",
    "XK": "Kosova",
}


def other_names(code):
    """These names of a country, and those in the languages of the Union and its neighbours, from CLDR.

    Small words are left out of the latter: an Irish article would find half of the world.
    """
    known = [Locale.parse(language).territories.get(code, "") for language in CODES]
    return ", ".join(dict.fromkeys(filter(None, [OTHER_NAMES.get(code, ""), *map(_without_small_words, known)])))


def _without_small_words(name):
    words = name.split()
    return " ".join(word for word in words if len(word) >= SHORTEST or len(words) == 1)
