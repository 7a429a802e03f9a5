// When Dash has drawn the page, remove the copy that the server sent: same content, now with charts.
(function () {
  // What the reader chose or opened before the take-over is kept, and the tables that came with the page.
  function keep(sent, page) {
    const fresh = page.querySelectorAll("details");
    sent.querySelectorAll("details").forEach(function (one, rank) {
      if (fresh[rank]) fresh[rank].open = one.open;
    });
    const places = page.querySelectorAll(".garde");
    sent.querySelectorAll(".tableau").forEach(function (one, rank) {
      places[rank].append(one);
    });
    sent.querySelectorAll("select[id]").forEach(function (one) {
      const same = page.querySelector("#" + CSS.escape(one.id));
      if (!same || same.value === one.value) return;
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(same), "value").set.call(same, one.value);
      same.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // The vintage that a copy of the page cites under its charts.
  function cited(copy) {
    return copy.querySelector(".de-millesime")?.textContent;
  }

  function watch() {
    const entry = document.getElementById("react-entry-point");
    if (!entry) return; // a page without a drawing is whole as it came
    const observer = new MutationObserver(function () {
      const page = document.getElementById("page");
      const sent = document.getElementById("serveur");
      if (!sent || !page || !page.firstElementChild) return;
      observer.disconnect();
      if (cited(sent) !== cited(page)) return location.reload(); // published meanwhile: asked for again, whole
      const focused = sent.contains(document.activeElement) ? document.activeElement : null;
      keep(sent, page);
      sent.remove();
      entry.classList.add("pret");
      if (focused?.isConnected) focused.focus();
      else if (focused?.id) document.getElementById(focused.id)?.focus();
    });
    observer.observe(entry, { childList: true, subtree: true });
  }
  // A page that the browser kept whole would show the choices of the view that was left.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
