// Any map asks cdn.plot.ly for an outline of the world, and stays blank without it.
// Ours bring their own outlines: an empty world is enough, and nothing is asked.
window.PlotlyGeoAssets = {
  topojson: { world_110m: { type: "Topology", objects: {}, arcs: [] } },
};
