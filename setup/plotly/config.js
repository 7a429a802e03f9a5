// What every chart does unless its own `config` says otherwise.
module.exports = {
  locale: "fr",
  responsive: true,
  displaylogo: false,
  modeBarButtons: [["toImage"]], // one button: download as an image
  showSendToCloud: false, // no chart leaves for a third party
  plotlyServerURL: "",
  scrollZoom: false, // the mouse wheel scrolls the page, also over a map
};
