// What a reader sees of the page: its headings, its width, its charts, what it keeps.
() => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top: top + scrollY, right, bottom: bottom + scrollY };
  };
  const filled = (path) => {
    const { fill, fillOpacity } = getComputedStyle(path);
    const clear = fill === "none" || /, 0\)$/.test(fill) || fillOpacity === "0";
    const { width, height } = path.getBoundingClientRect();
    return !clear && width > 0 && height > 0;
  };
  const leaning = (node) => {
    const { b } = node.getScreenCTM();
    return Math.abs(b) > 0.01;
  };
  const chart = (plot) => ({
    id: plot.closest(".dash-graph").id,
    box: box(plot),
    room: box(plot.closest(".graphique")),
    types: plot.data.map((trace) => trace.type),
    traces: plot.data.map(({ type, orientation, x, y }) => ({ type, values: (orientation === "h" ? x : y) ?? [] })),
    bars: all(".barlayer .point path", plot).filter(filled).length,
    points: all(".scatterlayer .point", plot).filter(filled).length,
    places: all(".choroplethlayer path", plot).filter(filled).length,
    texts: all("svg text", plot)
      .filter((node) => node.textContent.trim() && shown(node))
      .map((node) => ({ text: node.textContent, leaning: leaning(node), ...box(node) })),
  });
  const ids = all("[id]").map((node) => node.id);
  return {
    h1: all("h1").filter(shown).map((node) => node.innerText),
    here: all("header [aria-current=page]").map((node) => node.getAttribute("href")),
    mains: all("main, [role=main]").filter(shown).length,
    repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    tops: Object.fromEntries(all("h2[id]").map((node) => [node.id, box(node).top])),
    text: document.body.innerText,
    links: all("main a[href]").map((node) => node.getAttribute("href")),
    tables: all("main table").map((node) => node.textContent),
    said: all("main h1, main h2, main h3, main .chapeau, main .lecture").map((node) => node.textContent),
    forms: all("main form").map((node) => [...new FormData(node)].filter((pair) => pair[1])),
    charts: all(".js-plotly-plot").map(chart),
    graphs: all(".dash-graph").length,
    kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter(Boolean),
  };
}
