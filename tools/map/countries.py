"""Which countries the map shows, and what each is made of in Natural Earth's names."""

UNION = {
    "AT": "Austria", "BE": "Belgium", "BG": "Bulgaria", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany",
    "DK": "Denmark", "EE": "Estonia", "ES": "Spain", "FI": "Finland", "FR": "France", "GR": "Greece",
    "HR": "Croatia", "HU": "Hungary", "IE": "Ireland", "IT": "Italy", "LT": "Lithuania", "LU": "Luxembourg",
    "LV": "Latvia", "MT": "Malta", "NL": "Netherlands", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
    "SE": "Sweden", "SI": "Slovenia", "SK": "Slovakia",
}  # fmt: skip
PARTNERS = {
    "AD": "Andorra", "AL": "Albania", "BA": "Bosnia and Herz.", "CH": "Switzerland", "GB": "United Kingdom",
    "GE": "Georgia", "IS": "Iceland", "LI": "Liechtenstein", "MD": "Moldova", "ME": "Montenegro",
    "MK": "Macedonia", "NO": "Norway", "RS": "Serbia", "TR": "Turkey", "UA": "Ukraine", "XK": "Kosovo",
}  # fmt: skip
# Land around them: drawn as far as the frame goes, so that they do not float in the sea.
AROUND = {
    "AM": "Armenia", "AZ": "Azerbaijan", "BY": "Belarus", "DZ": "Algeria", "FO": "Faeroe Is.", "IL": "Israel",
    "IM": "Isle of Man", "IQ": "Iraq", "IR": "Iran", "JO": "Jordan", "KZ": "Kazakhstan", "LB": "Lebanon", "LY": "Libya",
    "MA": "Morocco", "PS": "Palestine", "RU": "Russia", "SY": "Syria", "TN": "Tunisia",
}  # fmt: skip

# What the source draws apart, though it is one country.
ALSO = {
    "CY": ["N. Cyprus", "Cyprus U.N. Buffer Zone", "Dhekelia", "Akrotiri"],
    "FI": ["Åland"],
}
# What the source gives to the wrong country: (from, to, a place in it). Simferopol stands for Crimea and Sevastopol.
RETURNED = [("Russia", "Ukraine", (34.1, 44.95))]
