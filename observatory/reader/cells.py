"""What the typing of a column is made of: conditions and values in SQL over the text of a cell.

`§` stands for the text of the cell (or for its typed value, in `domain`).
"""

from dataclasses import dataclass

SPACES = r"[\s\p{Z}]"
# Control characters, and those that hide: of no width, or that turn the direction of the text.
FORBIDDEN = (
    r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{80}-\x{84}\x{86}-\x{9F}\x{200B}-\x{200F}\x{202A}-\x{202E}"
    r"\x{2060}-\x{206F}\x{FEFF}\x{FFFE}\x{FFFF}]"
)
# UTF-8 bytes read as cp1252 (Ã©, Â°, â€™, Å“) or as cp437 (├®, ╢), and the mark of a lost character.
MOJIBAKE = r"Ã[\x{80}-\x{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\x{A0}-\x{BF}]|â€|Å[“’¸]|├[®¬¿¡ºª┤]|╢|\x{FFFD}"


def ident(name: str) -> str:
    """A name of column, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, quoted."""
    return "'" + text.replace("'", "''") + "'"


def listed(texts) -> str:
    """Several texts, quoted, between brackets: what IN expects."""
    return f"({', '.join(literal(text) for text in texts)})"


def matches(regex: str) -> str:
    """The condition that the whole text of the cell has this form."""
    return f"regexp_full_match(§, {literal(regex)})"


def either(quick: str, other: str) -> str:
    """One condition or the other; the second is asked only where the first does not hold."""
    return f"(CASE WHEN {quick} THEN true ELSE {other} END)"


def removed(regex: str) -> str:
    """The text of the cell without what has this form."""
    return f"regexp_replace(§, {literal(regex)}, '', 'g')"


def folded(sql: str) -> str:
    """A text without case, accents, punctuation nor doubled spaces, to compare names."""
    return f"trim(regexp_replace(lower(strip_accents({sql})), '[^a-z0-9]+', ' ', 'g'))"


def on(sql: str, text: str) -> str:
    """The condition or value, over a given text."""
    return sql.replace("§", text)


TRIMMED = removed(f"^{SPACES}+|{SPACES}+$")


@dataclass(frozen=True)
class Step:
    """A normalisation: where the condition holds the text is replaced, and that is counted."""

    name: str
    condition: str
    replacement: str


@dataclass(frozen=True)
class Typing:
    """How the text of a column becomes a value, or breaks a rule.

    `form`: the form that the text must have after the steps; `value`: its typed value, NULL where
    the form is right and the value impossible; `ready`: a cell that needs no step (by default, one
    of the right form). `noted`: normalisations that the value itself makes. `faults` are rules
    broken by the text before the steps, `domain` by the value; those in `settled` are respected by
    a cell that is ready. `lexicon`: the table of the codes that are known, looked up with `form` as
    the key.
    """

    sql_type: str
    form: str
    value: str
    unmatched: str
    impossible: str = ""
    ready: str = ""
    steps: tuple[Step, ...] = ()
    noted: tuple[tuple[str, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    domain: tuple[tuple[str, str], ...] = ()
    settled: tuple[str, ...] = ()
    lexicon: str = ""

    @property
    def fast(self) -> str:
        """The condition that a cell is already what the contract wants: read at no cost."""
        kept = [self.ready or self.form]
        domain = [condition for rule, condition in self.domain if rule not in self.settled]
        if self.impossible and not domain and not self.settled:  # a rule on no value holds for no row
            kept.append(f"{self.value} IS NOT NULL")
        kept += [f"NOT ({on(condition, self.value)})" for condition in domain]
        return " AND ".join(f"({one})" for one in kept)
