// When Dash has drawn the page, remove the copy that the server sent: same content, now with charts.
(function () {
  function watch() {
    const entry = document.getElementById("react-entry-point");
    const observer = new MutationObserver(function () {
      const page = document.getElementById("page");
      const sent = document.getElementById("serveur");
      if (!sent || !page || !page.firstElementChild) return;
      observer.disconnect();
      const focused = sent.contains(document.activeElement) ? document.activeElement.id : "";
      sent.remove();
      entry.classList.add("pret");
      if (focused) document.getElementById(focused)?.focus();
    });
    observer.observe(entry, { childList: true, subtree: true });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
