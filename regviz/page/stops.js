// Stops: places worth standing at. `next` shows a stop's question first, if it has one, and its
// sentence on the second press. The controls glide there through pages that are in the browser;
// the last state is asked for like any other.

const GLIDE = 600; // milliseconds

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Bring the controls to `values`. All but the first slider that moves are set at once; it glides
// over its positions.
function glide(book, values) {
  const moving = book.controls.filter((c) => c.read() !== values[c.name]);
  const far = moving.find((c) => c.values);
  cancelAnimationFrame(book.gliding);
  book.gliding = null;
  if (!far || calm()) {
    book.gliding = -1; // no page is asked for until all of them stand
    moving.forEach((c) => c.write(values[c.name]));
    book.gliding = null;
    return book.turn();
  }
  const from = nearest(far.values, far.read()),
    to = nearest(far.values, values[far.name]),
    began = performance.now();
  book.gliding = -1; // while it glides the picture turns to pages that are there, and asks for none
  moving.forEach((c) => c !== far && c.write(values[c.name]));
  const go = (now) => {
    const share = clamp((now - began) / GLIDE, 0, 1),
      eased = share * share * (3 - 2 * share);
    book.gliding = share < 1 ? requestAnimationFrame(go) : null;
    far.write(share < 1 ? far.values[Math.round(from + eased * (to - from))] : values[far.name]);
  };
  book.gliding = requestAnimationFrame(go);
}

// The row of buttons with the sentence; returns what shows where we are, and the two moves.
function walk(parent, book) {
  const { stops } = book.plan;
  const place = make("div", parent, { class: "regviz-stops" });
  const row = make("div", place, { class: "regviz-bar" });
  const bar = make("div", row, { class: "regviz-steps", role: "group", "aria-label": "stops" });
  bar.hidden = !stops.length;
  const back = make("button", bar, { type: "button", title: "the stop before (key P)" }, "◀ back");
  const count = make("span", bar);
  const next = make("button", bar, { type: "button", title: "the next stop (key N)" }, "next ▶");
  const said = make("p", place, { class: "regviz-said", "aria-live": "polite" });
  said.hidden = !stops.length;
  const go = (at, told) => {
    const moved = at !== book.stop.at;
    book.stand({ at, told });
    if (moved) glide(book, stops[at - 1].values);
  };
  const move = (by) => {
    const { at, told } = book.stop;
    if (by > 0 && at && !told) go(at, true);
    else if (by > 0 && at < stops.length) go(at + 1, !stops[at].ask);
    else if (by < 0 && at > 1) go(at - 1, true);
  };
  back.addEventListener("click", () => move(-1));
  next.addEventListener("click", () => move(1));
  const show = () => {
    const { at, told } = book.stop,
      stop = stops[at - 1];
    count.textContent = at ? `${at} of ${stops.length}` : `${stops.length} stops`;
    said.textContent = "";
    if (stop?.ask) make("span", said, { class: "regviz-asked" }, `${stop.ask} `);
    if (stop && told) said.append(stop.say);
    for (const [button, off] of [
      [back, at < 2],
      [next, at === stops.length && told],
    ]) {
      button.setAttribute("aria-disabled", String(off)); // it keeps the focus, and so the keys
    }
  };
  return { show, move, row };
}
