// What the site's own pages do: the first picture moves by itself until somebody takes over, and
// lines to copy carry the site's own address.
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SECONDS = 9; // so long the first picture moves by itself
  const BEGIN = 900; // milliseconds before it starts

  // Along the first control and back, as a hand would do it; any touch of the reader ends it.
  function drift(picture) {
    const slider = picture.querySelector("input[type=range]");
    const words = picture.querySelector("[aria-live]");
    if (!slider || calm || document.hidden) return;
    const from = Number(slider.value);
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const told = words?.getAttribute("aria-live");
    let over = false;
    const stop = () => {
      over = true;
      if (told) words.setAttribute("aria-live", told);
    };
    for (const kind of ["pointerdown", "keydown", "focusin", "wheel"])
      picture.addEventListener(kind, stop, { once: true, passive: true });
    words?.setAttribute("aria-live", "off");
    let began = null;
    const frame = (now) => {
      began ??= now;
      const part = (now - began) / (1000 * SECONDS);
      if (over || part >= 1) return over || stop();
      const swing = Math.sin(2 * Math.PI * part) * Math.min(from - low, high - from) * 0.8;
      slider.value = Math.round(from + swing);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(frame);
    };
    setTimeout(() => over || requestAnimationFrame(frame), BEGIN);
  }

  const stage = document.querySelector(".front .stage");
  stage?.addEventListener("regviz-alive", (event) => drift(event.target), { once: true });

  // The address of this site in the lines that somebody may copy.
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const address = root.href.replace(/\/$/, "");
  for (const line of document.querySelectorAll(".frame pre")) {
    const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
      walk.currentNode.data = walk.currentNode.data.replace("SITE", () => address);
  }

  addEventListener("message", ({ data, source }) => {
    if (data?.regviz !== "height") return;
    for (const frame of document.querySelectorAll("iframe[data-grow]"))
      if (frame.contentWindow === source) frame.style.height = `${data.height}px`;
  });

  // Python in the page wants a server, if only that of `python -m http.server`.
  if (location.protocol === "file:")
    for (const link of document.querySelectorAll("[data-needs-server]")) {
      const note = document.createElement("span");
      note.className = "no-server";
      note.textContent =
        " Live lessons need a web server: python -m http.server in the site's folder is enough.";
      link.after(note);
    }
})();
