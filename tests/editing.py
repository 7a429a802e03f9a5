"""What a French editor refuses in a sentence of the site: `faults(sentence)`."""

import re

from observatory.vocabulary import UNITS

PLURALS = "|".join(re.escape(many) for many, one in UNITS.items() if many != one)
SINGULARS = "|".join(re.escape(one) for many, one in UNITS.items() if many != one)
WRONG = [
    r"\bde le\b", r"\bde les\b", r"\bà le\b", r"\bde l’ ", r"  ", r" ,", r"\.\.", r"\. \.", r"\bNone\b",
    r"\b(de|que|jusque|parce que) [aeéèêiouâôAEÉÈIOUÎ]", r"\b[dlq]’ ", r"Fraction|Decimal|nan\b", r"[{}'\"_]",
    rf"(?<![\d,] )(?<![\d,])[01](,\d+)? ({PLURALS})\b",
    rf"(?<![\d,])(?:[2-9]|\d\d+|\d+ \d{{3}})(,\d+)? ({SINGULARS})\b(?! par)",
    r"\bdans l’(?![AEÉIOUHY])", r"\bdans la (La|Les)\b",
    r"\b[Dd]ans l[ea] [AEÉIOUY]", r"\b(dans|Dans) (France|Paris|Mayotte|Bretagne)\b",
    r"-\d", r"\d\.\d", r"−0(,0+)?(?![\d,])", r"\b(\w+) \1\b", r"\) \(", r"\bvaleur masqué\b",
    r"entre (\S+) et \1(?![\d,])", r"« [^»]*$", r"\d{5}",
]  # fmt: skip


def said(text):
    """A sentence with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def faults(sentence):
    """The rules that a sentence, or several in a row, breaks."""
    text = said(sentence)
    found = [rule for rule in WRONG if re.search(rule, text)]
    starts = [text, *re.split(r"(?<=[a-zé»)%]\.) ", text)]
    small = [one for one in starts if not (one[0].isupper() or one[0].isdigit())]
    return found + ["fin"] * (not text.endswith(".")) + [f"début : {one[:20]}" for one in small]
