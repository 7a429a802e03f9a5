// window.Plotly: plotly.js reduced to the traces that the site draws, in French, calling nobody.
// One file, so that no page can load its four parts in the wrong order.
// Dash sees window.Plotly and does not fetch its own copy (4.8 MB).
// A trace that is missing here is drawn as an empty chart: add its line below, then `make setup`.

require("./no_world_map"); // before plotly.js, which reads it
const Plotly = require("plotly.js/lib/core"); // holds scatter

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/scattergeo"),
  require("plotly.js/lib/scattergeo"), // the names of the insets
  require("./locale_fr"),
]);
Plotly.setPlotConfig(require("./config"));

module.exports = Plotly;
