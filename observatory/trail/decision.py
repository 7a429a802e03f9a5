"""Why a number may be published, or why it is hidden: the decision of disclosure control, in words."""

from observatory.declarations import Disclosure


def decision(rule: Disclosure, confidentiality: str | None) -> str:
    """The decision on one cell, from the rule declared and its `statut_conf`."""
    if confidentiality == "c":
        return (
            f"Cachée par le secret statistique. {thresholds(rule)} Il n’est pas dit si cette case est cachée"
            " pour elle-même, ou parce qu’elle permettrait d’en retrouver une autre par différence."
        )
    if rule.public:
        return f"Publiée, sans seuil. {rule.public}"
    return f"Publiée après contrôle du secret statistique. {thresholds(rule)}"


def thresholds(rule: Disclosure) -> str:
    """Which cells are hidden under a rule that declares thresholds."""
    words = []
    if rule.persons:
        words.append(f"moins de {rule.persons} personnes")
    if rule.organisations:
        words.append(f"moins de {rule.organisations} organismes")
    if rule.dominance:
        words.append(f"un organisme qui pèse plus de {rule.dominance} % du total")
    return (
        f"Une case qui compte {' ou '.join(words)} est cachée (zéro excepté), et avec elle celles qui la"
        " feraient retrouver."
    )
