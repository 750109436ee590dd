// The picture for a room: full screen, keys for a clicker, the dark theme, panels one under the
// other on a phone.

const NARROW = 560; // pixels: less width than this, and the panels stand under each other

// Whether the page around the element is dark: its text is light.
function dark(el) {
  const [r, g, b] = getComputedStyle(el.isConnected ? el : document.body)
    .color.match(/[\d.]+/g)
    .map(Number);
  return 0.3 * r + 0.6 * g + 0.1 * b > 140;
}

// Call `seen` now and whenever the page's theme changes; returns what ends it.
function followTheme(seen) {
  const watch = new MutationObserver(() => setTimeout(seen)),
    media = matchMedia("(prefers-color-scheme: dark)");
  const attributes = {
    attributes: true,
    attributeFilter: ["class", "style", "data-jp-theme-light", "data-theme"],
  };
  [document.documentElement, document.body].forEach((node) => watch.observe(node, attributes));
  media.addEventListener("change", seen);
  seen();
  return () => {
    watch.disconnect();
    media.removeEventListener("change", seen);
  };
}

// Fill the screen with `root`, or give it back. Where the browser refuses, the element fills the
// window.
function present(root) {
  if (document.fullscreenElement === root) return document.exitFullscreen();
  if (root.matches(":popover-open")) return root.hidePopover();
  const fill = () => {
    root.popover = "manual";
    root.showPopover();
  };
  return root.requestFullscreen ? root.requestFullscreen().catch(fill) : fill();
}
const presented = (root) =>
  root.getRootNode().fullscreenElement === root || root.matches(":popover-open");

// Keys of an explorer: N and P go from stop to stop, F fills the screen; there Page Down and Page
// Up, which clickers send, go from stop to stop as well.
function keys(root, move, button) {
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.matches("input[type=number], input[type=text]"),
        full = presented(root);
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const by = (full && { PageDown: 1, PageUp: -1 }[key]) || (!typing && { n: 1, p: -1 }[key]);
      if (by) move(by);
      else if (key === "f" && !typing) present(root);
      else if (key === "Escape" && root.matches(":popover-open")) root.hidePopover();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  const entered = () => {
    button.textContent = presented(root) ? "leave (Esc)" : "present";
    if (presented(root)) root.focus();
  };
  root.addEventListener("fullscreenchange", entered);
  root.addEventListener("toggle", entered);
}
