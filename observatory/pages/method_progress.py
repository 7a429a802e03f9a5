"""The part of the method that says how a progress is judged, and what a forecast is worth."""

from dash import html

from observatory import french
from observatory.parts import Content, section, table
from observatory.progress import prospects, words
from observatory.progress.effort import LONGEST, STANDSTILL, WINDOW
from observatory.progress.keys import CONVENTION, WORDS, Key
from observatory.progress.receipts import DIFFERENCE
from observatory.progress.rule import FLOOR, NOT_FAST_ENOUGH, ON_TIME, Reason, Verdict

LOW, HIGH = (french.number(words.exact(bound), 2) for bound in (NOT_FAST_ENOUGH, ON_TIME))
RULE = {
    Verdict.NOT_ASSESSED: "la règle ne peut pas être appliquée ; la raison est toujours donnée (ci-dessous)",
    Verdict.MET: "la valeur est à l’objectif ou au-delà, quelle que soit la date",
    Verdict.MISSED: "l’échéance est venue et la valeur n’est pas à l’objectif",
    Verdict.ON_TIME: f"le rythme est d’au moins {HIGH}",
    Verdict.SPEED_UP: f"le rythme est d’au moins {LOW} et de moins de {HIGH}",
    Verdict.LATE: f"le rythme est de moins de {LOW}",
    Verdict.BACKWARD: "la valeur est plus loin de l’objectif qu’au départ, ou n’y est plus après y avoir été",
}


def progression():
    """The section of the page of the method."""
    return section(
        "Progression : le territoire est-il en avance ou en retard ?",
        *_way(),
        html.H3("Le verdict"),
        html.P("La première ligne qui convient l’emporte."),
        table("Les verdicts, dans l’ordre où la règle les cherche", ["Verdict", "Quand"], _verdicts()),
        html.H3("Quand la progression n’est pas évaluable"),
        html.Ul([html.Li(f"{words.REASONS[reason]} ;") for reason in [*Reason][:-1]] + [_last()]),
        html.P(
            f"Une valeur tirée de moins de {_percent(FLOOR)} des mois et des territoires attendus à sa date"
            " est montrée, mais elle n’est pas jugée, ni le chemin qui en part ; de même quand personne ne"
            " sait ce qui était attendu."
        ),
        *_effort(),
        *_others(),
        *_forecast(),
        id="progression",
    )


def _way() -> Content:
    return [
        html.P(
            "La règle compare le chemin fait au chemin attendu. Le chemin va de la première valeur connue"
            " depuis que l’objectif est fixé jusqu’à l’objectif. L’avancement est la part de ce chemin déjà"
            " faite. La part attendue est la part du temps écoulé, de mois en mois, sauf si l’indicateur"
            " déclare un autre calendrier. Le rythme est l’avancement divisé par la part attendue."
        ),
        html.P(
            "Pour un nombre à atteindre chaque année, le chemin repart de zéro au 1er janvier : neuf mois"
            " connus se comparent à neuf mois attendus, jamais à une année entière."
        ),
        html.P(
            "Tout se calcule à la date de la valeur, jamais à la date d’aujourd’hui : une donnée ancienne ne"
            " devient pas un retard. Son âge est écrit à part. Rien n’est arrondi ni borné avant le verdict."
        ),
    ]


def _verdicts() -> list[list]:
    return [
        [html.Span([words.SHAPES[one], " ", words.WORDS[one]]), f"{RULE[one][0].upper()}{RULE[one][1:]}."]
        for one in _order()
    ]


def _order() -> list[Verdict]:
    """The order of the rule: going back is looked at before being late."""
    ends = [Verdict.NOT_ASSESSED, Verdict.MET, Verdict.MISSED, Verdict.BACKWARD]
    return [*ends, Verdict.LATE, Verdict.SPEED_UP, Verdict.ON_TIME]


def _last():
    return html.Li(f"{words.REASONS[[*Reason][-1]]}.")


def _effort() -> Content:
    return [
        html.H3("L’effort, et « à l’arrêt »"),
        html.P(
            "L’effort est ce qu’il faudrait gagner chaque mois jusqu’à l’échéance. Il se lit à côté du rythme"
            f" récent : celui des {prospects.months(WINDOW)} derniers mois, ou de la première durée connue"
            f" au-delà, jusqu’à {LONGEST} mois. Un territoire est dit « {words.STANDSTILL} » quand ce rythme"
            f" récent est de moins de {_percent(STANDSTILL)} de celui qu’il faudrait. Cette mention s’ajoute"
            " au verdict, elle ne le change pas."
        ),
    ]


def _others() -> Content:
    return [
        html.H3("Deux autres méthodes, à côté"),
        html.P(f"Le détail d’un verdict donne aussi deux autres calculs. {DIFFERENCE}"),
        html.H3("La clé indicative"),
        html.P(
            "L’objectif national n’est réparti entre les territoires par aucun texte. À la demande, et"
            f" seulement alors, une page montre une part indicative, {WORDS[Key.POPULATION]} ou"
            f" {WORDS[Key.FAR]} là où une source les compte par territoire. Elle ne remplace jamais un"
            " objectif déclaré, et porte cette phrase :"
        ),
        html.P(CONVENTION.format(key=WORDS[Key.POPULATION]), className="exemple"),
    ]


def _forecast() -> Content:
    return [
        html.H3("La prévision"),
        html.P(
            "Pour la France et les régions, une série d’au moins 24 mois complets et réels peut donner une"
            " prévision du total de l’année, avec un intervalle qui a quatre chances sur cinq de contenir la"
            " vraie valeur. Elle n’est montrée que si, essayée sur le passé de la série, elle fait mieux que"
            " deux règles simples : répéter le dernier mois, ou le même mois de l’année précédente. Sinon, la"
            f" page écrit : « {prospects.TOO_SHORT} » ou dit que l’essai n’a pas convaincu."
        ),
        html.P(prospects.trust()),
    ]


def _percent(share) -> str:
    return words.percent(share)
