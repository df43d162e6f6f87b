"""Words and days at random, as long and as rare as in real dossiers."""

from datetime import date, timedelta
from random import Random

MANY = """
    schools companies teachers pupils science technology engineering mathematics skills region ministry network
    university college laboratory careers guidance platform programme strategy partnership girls robotics energy
    digital industry students internships visits monitoring labour market shortage study agreement pact funding
    support meeting exchange example model practice national European local together better early open
"""
BEGINNINGS = "Meeting on,Report on,Kick-off of,Study of,News about,Workshop for,Plan for,Visit to"
COUNTRIES = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
KINDS = ("government", "school", "company", "network", "research")
PLACES = "Brussels Paris Copenhagen Vienna Lisbon Helsinki Bilbao Rennes Oslo Utrecht Tallinn Ljubljana"
WORDS, BEGINNINGS, COUNTRIES, PLACES = MANY.split(), BEGINNINGS.split(","), COUNTRIES.split(), PLACES.split()
FIRST_DAY, DAYS = date(2008, 1, 1), 6_800


def heading(random: Random) -> str:
    """What an event may be called, but for its number."""
    return f"{random.choice(BEGINNINGS)} {words(random, 3)}"


def event_date(random: Random) -> str:
    """A day, a month, a year, a range, or nothing, as often as in real dossiers."""
    day, chance = random_day(random), random.random()
    if chance < 0.03:
        return ""
    if chance < 0.1:
        return f"{day}/{date.fromisoformat(day) + timedelta(days=random.randint(1, 3))}"
    return day[: 4 if chance < 0.15 else 7 if chance < 0.25 else 10]


def random_day(random: Random) -> str:
    return (FIRST_DAY + timedelta(days=random.randrange(DAYS))).isoformat()


def words(random: Random, number: int) -> str:
    return " ".join(random.choices(WORDS, k=number))


def sentence(random: Random) -> str:
    """A sentence as long as those of real summaries."""
    return words(random, random.randint(8, 20)).capitalize() + "."


def paragraphs(random: Random, number: int) -> str:
    return "".join(f"<p>{sentence(random)} {sentence(random)}</p>" for _ in range(number))


def maybe(random: Random, choices, chance: float):
    """One of them, or None."""
    return random.choice(choices) if choices and random.random() < chance else None


def some(random: Random, choices, chance: float) -> list:
    """One or two of them, or none."""
    return sorted(random.sample(choices, min(len(choices), random.randint(1, 2)))) if random.random() < chance else []
