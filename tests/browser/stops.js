// What a keyboard must reach, in the order of the page; `window.stop()` says where the focus is.
() => {
  const reachable = "a[href], button, select, input, textarea, summary, [tabindex]";
  const name = (node) => `${node.localName} ${(node.id || node.textContent).trim().slice(0, 40)}`;
  const found = [...document.querySelectorAll(reachable)].filter(
    (node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true }),
  );
  window.stop = () => {
    const node = document.activeElement;
    const { left, top, right, bottom } = node.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return {
      name: name(node),
      outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      onScreen: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
      bottom: bottom + scrollY,
      top: top + scrollY,
    };
  };
  document.activeElement.blur();
  scrollTo(0, 0);
  return {
    expected: found.map(name),
    positive: found.filter((node) => node.tabIndex > 0).map(name),
    scrolling: [...document.querySelectorAll("main *")]
      .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.tabIndex < 0)
      .filter((node) => /auto|scroll/.test(getComputedStyle(node).overflowX) && node.checkVisibility())
      .map(name),
  };
}
