// The state in the page's address, `#lam=0.3&snap=true`: read at the start, written as the hand
// moves.
const written = (c) => {
  if (c.kind === "choice") return c.options[c.read()];
  return c.kind === "flag" ? String(c.read()) : String(brief(c.read(), 6));
};
function readState(text, controls) {
  const asked = new URLSearchParams(text),
    found = {};
  for (const c of controls) {
    const text = asked.get(c.name),
      number = Number(text);
    if (text === null) continue;
    if (c.kind === "choice") found[c.name] = Math.max(c.options.indexOf(text), 0);
    else if (c.kind === "flag") found[c.name] = text === "true";
    else if (Number.isFinite(number))
      found[c.name] = c.values ? c.values[nearest(c.values, number)] : number;
  }
  return { values: found, stop: Number(asked.get("stop")) || 0 };
}

// Go to where a page is: what is swept stands at one of its places, then what is not where it
// began; then along the first control, onwards in the direction of the hand.
function settle(controls, start, there, by) {
  for (const c of controls) if (c.values && !c.held) c.put(c.values[nearest(c.values, c.read())]);
  if (there()) return;
  for (const c of controls) if (c.held) c.put(start[c.name]);
  const { values, read, put } = controls[0];
  if (there() || !values) return;
  const from = nearest(values, read());
  const far = (i) => (by && Math.sign(i - from) !== by ? values.length : 0) + Math.abs(i - from);
  const near = [...values.keys()].sort((a, b) => far(a) - far(b));
  near.find((i) => {
    put(values[i]);
    return there();
  });
}

// The picture with no kernel: all its pages are there, `packed` as packing.py does it. `state` is
// where it begins, `lam=0.3&stop=2`; a picture with a page of its own keeps it in the `address`.
// `ready` is called when it is about to be shown; `dark` is given where no theme is followed.
async function standalone(el, packed, { state = "", address, ready = () => {}, dark } = {}) {
  const { plan, along, start, background, pages } = await unpack(packed);
  const values = { ...start };
  const there = () => pages.has(book.key);
  const controls = plan.controls.map((spec, i) => ({
    ...spec,
    held: !along.includes(spec.name),
    read: () => values[spec.name],
    put: (value) => (values[spec.name] = value),
    // A page for this very value, or that of the nearest place that has one.
    write(value) {
      const by = i ? 0 : Math.sign(value - values[spec.name]);
      values[spec.name] = value;
      if (book.gliding === null && !there()) settle(controls, start, there, by);
      book.turn();
    },
  }));
  const handles = plan.handles.filter((h) => h.names.some((name) => along.includes(name)));
  const book = new Book({ ...plan, handles, dark }, picture(background), controls, () => {});
  book.pages = pages;
  const arrive = (text) => {
    const { values: asked, stop } = readState(text, controls);
    Object.assign(values, start, plan.stops[stop - 1]?.values, asked);
    if (!there()) settle(controls, start, there, 0);
    if (!there()) Object.assign(values, start);
    if (plan.stops[stop - 1]) book.stand({ at: stop, told: true });
    book.turn();
  };
  arrive(address && location.hash.length > 1 ? location.hash.slice(1) : state);
  book.current = pages.get(book.key);
  ready();
  const face = new Face(el, book, () => {});
  if (!address) return face;
  const link = make("button", face.bar, { type: "button" }, "copy link");
  link.addEventListener("click", () => copy(location.href, face.note));
  book.moved = () => {
    const told = controls.map((c) => `${c.name}=${encodeURIComponent(written(c))}`);
    if (book.stop.at) told.push(`stop=${book.stop.at}`);
    history.replaceState(null, "", `#${told.join("&")}`);
  };
  addEventListener("hashchange", () => arrive(location.hash.slice(1)));
  return face;
}
