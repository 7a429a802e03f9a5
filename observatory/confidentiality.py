"""The rule of statistical confidentiality that an indicator declares."""

from pydantic import Field, model_validator

from observatory.header import SLUG, Declaration, Sentence


class Disclosure(Declaration):
    """The rule of statistical confidentiality: already public, and why, or thresholds.

    `population` names who is counted: indicators that count the same people hide the same cells.
    `zeros`: a zero tells as much as a small number, and is hidden like one.
    """

    public: Sentence | None = None
    persons: int | None = Field(default=None, ge=2)
    organisations: int | None = Field(default=None, ge=2)
    dominance: int | None = Field(default=None, ge=50, lt=100)
    population: str | None = Field(default=None, pattern=rf"^{SLUG.pattern}$")
    zeros: bool = False

    @model_validator(mode="after")
    def _check_choice(self) -> "Disclosure":
        if sum(map(bool, (self.public, self.persons, self.organisations))) != 1:
            raise ValueError("disclosure : soit public = « pourquoi », soit persons, soit organisations")
        if self.public and (self.dominance or self.population or self.zeros):
            raise ValueError("disclosure : dominance, population et zeros vont avec un seuil")
        return self

    @property
    def threshold(self) -> int | None:
        """How many people or organisations a figure below the national level must count."""
        return self.persons or self.organisations
