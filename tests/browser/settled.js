// True once the page is whole: where it has drawings, once Dash has drawn it, and Plotly every chart and every shape of every map.
() => {
  const entry = document.querySelector("#react-entry-point");
  if (!entry) return document.readyState === "complete";
  if (!entry.classList.contains("pret")) return false;
  return [...document.querySelectorAll(".dash-graph")].every((graph) => {
    const plot = graph.querySelector(".js-plotly-plot");
    if (!plot?.querySelector(".main-svg") || graph.dataset.dashIsLoading) return false;
    const maps = plot.data.filter((trace) => trace.type === "choropleth").length;
    return plot.querySelectorAll(".choroplethlayer .choropleth").length >= maps;
  });
}
