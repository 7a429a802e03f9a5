// True once Dash has drawn the page, and Plotly every chart and every shape of every map.
() => {
  if (!document.querySelector("#react-entry-point.pret")) return false;
  return [...document.querySelectorAll(".dash-graph")].every((graph) => {
    const plot = graph.querySelector(".js-plotly-plot");
    if (!plot?.querySelector(".main-svg") || graph.dataset.dashIsLoading) return false;
    const maps = plot.data.filter((trace) => trace.type === "choropleth").length;
    return plot.querySelectorAll(".choroplethlayer .choropleth").length >= maps;
  });
}
