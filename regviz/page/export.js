// Files: buttons under the picture, and the picture in a page of its own.

// The buttons; `ask` sends what is asked for.
function tools(parent, plan, ask) {
  const place = make("details", parent, { class: "regviz-tools" });
  place.hidden = !plan.length;
  make("summary", place, {}, "take it away");
  for (const [name, label] of plan) {
    make("button", place, { type: "button" }, label).addEventListener("click", () =>
      ask({ type: "tool", name }),
    );
  }
}

function copy(text, tell) {
  const lines = text.trim().split("\n"),
    told = lines.length > 1 ? `${lines.length} lines of code` : text;
  const copied = navigator.clipboard?.writeText(text) ?? Promise.reject();
  copied.then(
    () => tell(`copied: ${told}`),
    () => tell(`copy this: ${text}`),
  );
}

// What the kernel answers the buttons with: a word on how it goes, a file to keep, a text to
// copy.
const answers = (tell) => ({
  note({ text }) {
    tell(text);
  },
  file({ mime, name }, buffers) {
    const href = URL.createObjectURL(new Blob(buffers, { type: mime }));
    Object.assign(document.createElement("a"), { href, download: name }).click();
    URL.revokeObjectURL(href);
  },
  copy({ text }) {
    copy(text, tell);
  },
});

// The state in the page's address, `#lam=0.3&snap=true`: read at the start, written as the hand
// moves.
const written = (c) => {
  if (c.kind === "choice") return c.options[c.read()];
  return c.kind === "flag" ? String(c.read()) : String(brief(c.read(), 6));
};
function readAddress(controls) {
  const asked = new URLSearchParams(location.hash.slice(1)),
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

// The picture with no kernel: all its states are there, `packed` as JSON, gzip and base64.
export async function standalone(el, packed) {
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { plan, along, start, background, parts, pages } = await new Response(text).json();
  const values = { ...start };
  const controls = plan.controls.map((spec) => ({
    ...spec,
    held: !along.includes(spec.name),
    read: () => values[spec.name],
    // Between two states that are there, the nearer one.
    write(value) {
      values[spec.name] = spec.values ? spec.values[nearest(spec.values, value)] : value;
      // Off a stop where other controls stand elsewhere: they go back to where they are swept.
      if (book.gliding === null && !book.pages.has(book.key)) {
        controls.forEach((c) => c.held && (values[c.name] = start[c.name]));
      }
      book.turn();
    },
  }));
  const handles = plan.handles.filter((h) => h.names.some((name) => along.includes(name)));
  const book = new Book({ ...plan, handles }, picture(background), controls, () => {});
  pages.forEach(([key, layers, words]) => {
    book.put([key, layers.map((numbers) => numbers.map((i) => parts[i]).join("")), words]);
  });
  book.current = book.pages.get(book.key);
  const arrive = () => {
    const { values: asked, stop } = readAddress(controls),
      before = { ...values };
    Object.assign(values, stop ? plan.stops[stop - 1]?.values : {}, asked);
    if (!book.pages.has(book.key)) Object.assign(values, before);
    if (plan.stops[stop - 1]) book.stand({ at: stop, told: true });
    book.turn();
  };
  const face = new Face(el, book, () => {});
  const link = make("button", face.bar, { type: "button" }, "copy link");
  link.addEventListener("click", () => copy(location.href, face.note));
  book.moved = () => {
    const state = controls.map((c) => `${c.name}=${encodeURIComponent(written(c))}`);
    if (book.stop.at) state.push(`stop=${book.stop.at}`);
    history.replaceState(null, "", `#${state.join("&")}`);
  };
  if (location.hash) arrive();
  addEventListener("hashchange", arrive);
}
