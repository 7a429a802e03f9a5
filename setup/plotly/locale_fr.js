// Dates, numbers and messages of the charts in French. plotly.js has a French locale,
// but with capital months ("Janvier") and a space at which a number can break in two.
module.exports = {
  moduleType: "locale",
  name: "fr",
  dictionary: {
    "Autoscale": "Échelle automatique",
    "Box Select": "Sélection rectangulaire",
    "Compare data on hover": "Comparer les données au survol",
    "Double-click on legend to isolate one trace":
      "Double-cliquer sur la légende pour isoler une série",
    "Double-click to zoom back out": "Double-cliquer pour revenir à la vue d’ensemble",
    "Download plot": "Télécharger l’image",
    "Download plot as a PNG": "Télécharger l’image (PNG)",
    "Image download succeeded": "Image téléchargée",
    "Lasso Select": "Sélection au lasso",
    "Pan": "Déplacer",
    "Preparing image - this may take a few seconds":
      "Préparation de l’image, quelques secondes peuvent être nécessaires",
    "Reset": "Réinitialiser",
    "Reset axes": "Réinitialiser les axes",
    "Reset view": "Réinitialiser la vue",
    "Reset views": "Réinitialiser les vues",
    "Show closest data on hover": "Montrer la donnée la plus proche au survol",
    "Sorry, there was a problem downloading your image!":
      "L’image n’a pas pu être téléchargée",
    "Toggle Spike Lines": "Afficher ou masquer les repères",
    "Toggle show closest data on hover": "Activer ou désactiver le survol",
    "Zoom": "Zoomer",
    "Zoom in": "Zoomer",
    "Zoom out": "Dézoomer",
    "lat:": "lat. :",
    "lon:": "lon. :",
    "trace": "série",
  },
  format: {
    days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    shortDays: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    months: [
      "janvier", "février", "mars", "avril", "mai", "juin",
      "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ],
    shortMonths: [
      "janv.", "févr.", "mars", "avr.", "mai", "juin",
      "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
    dateTime: "%A %-d %B %Y à %X",
    date: "%d/%m/%Y",
    time: "%H:%M:%S",
    year: "%Y",
    month: "%b %Y",
    dayMonth: "%-d %b",
    dayMonthYear: "%-d %b %Y",
    decimal: ",",
    thousands: "\u202f", // narrow no-break space
    grouping: [3],
    currency: ["", "\u00a0€"],
  },
};
