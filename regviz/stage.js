// Turns the pages of a flipbook. A page is [key, layers, words]: a state of the controls, the moving layers of the picture
// there (that of the first panels, that of the rest), and one text a view. This script does no mathematics and knows no matplotlib: it shows a page or asks for it.

const BOUND = 48e6; // characters of pages kept for one picture; the oldest leave first
const GONE = "The kernel that drew this picture is gone. Run its cell again to go on.";

// A point of the picture that is dragged by mouse or touch, or moved by arrow keys; returns what puts it in its place.
function handle(sheet, h, controls) {
  const ways = [0, 1].map((k) => ({ c: controls.find((c) => c.name === h.names[k]), lim: h.limits[k], fixed: h.at[k] }));
  const node = make("button", sheet, { class: "regviz-handle", type: "button" });
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    node.focus();
  });
  node.addEventListener("pointermove", (event) => {
    if (!node.hasPointerCapture(event.pointerId)) return;
    const box = sheet.getBoundingClientRect();
    const far = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
    ways.forEach(({ c, lim }, k) => {
      const x = lim[0] + (far[k] - h.box[k]) / h.box[k + 2] * (lim[1] - lim[0]);
      c?.write(c.values[nearest(c.values, x)]);
    });
  });
  node.addEventListener("keydown", (event) => {
    const [k, by] = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] }[event.key] ?? [];
    if (by === undefined) return;
    event.preventDefault();
    if (ways[k].c) step(ways[k].c, event.shiftKey ? 10 * by : by);
  });
  return () => {
    const [x, y] = ways.map(({ c, lim, fixed }, k) =>
      h.box[k] + ((c ? c.read() : fixed) - lim[0]) / (lim[1] - lim[0]) * h.box[k + 2]);
    Object.assign(node.style, { left: `${100 * x}%`, bottom: `${100 * y}%` });
    const at = ways.filter(({ c }) => c).map(({ c }) => `${c.label} = ${brief(c.read())}`).join(", ");
    node.setAttribute("aria-label", `${h.label}, ${at}; drag it or press the arrow keys`);
  };
}

// The pages of one picture and the faces that show it: one wherever it stands in the notebook.
const weight = ([, layers]) => layers.reduce((sum, svg) => sum + svg.length, 0);

class Book {
  constructor(plan, background, controls, want) {
    Object.assign(this, { plan, background, controls, want, pages: new Map(), size: 0, faces: new Set(), more: false });
  }
  get key() { return this.controls.map(part).join("|"); }
  put(page) {
    if (this.pages.has(page[0])) return;
    this.current ??= page;
    this.pages.set(page[0], page);
    this.size += weight(page);
    for (const [key, old] of this.pages) {
      if (this.size <= BOUND || old === page) break;
      this.pages.delete(key);
      this.size -= weight(old);
    }
  }
  turn(again = false) {
    this.stale ||= again;
    if (this.due) return;
    this.due = true; // controls that move at once turn one page
    queueMicrotask(() => {
      this.due = false;
      this.faces.forEach((face) => face.place());
      const page = this.pages.get(this.key);
      if (page) this.show(page);
      else this.want(this.key);
    });
  }
  show(page) {
    if (page === this.current && !this.stale) return;
    this.current = page;
    this.stale = false;
    this.faces.forEach((face) => face.show(page));
  }
  trouble(text) {
    this.stale = true;
    this.faces.forEach((face) => face.trouble(text));
  }
  close(face) {
    this.faces.delete(face);
    if (this.faces.size) return;
    this.pages.clear();
    this.size = 0;
    this.put(this.current);
  }
}

function mount(el, book, say) {
  const { plan, controls } = book, [width, height] = plan.size;
  const root = make("div", el, { class: `regviz-explorer${plan.presenter ? " regviz-presenter" : ""}` });
  const fields = make("fieldset", root, { class: "regviz-controls" });
  const shows = controls.map((c, i) => row(fields, c, i === 0));
  if (plan.first) {
    const write = (on) => { book.more = on; book.turn(true); };
    shows.push(row(fields, { kind: "flag", label: "more panels", read: () => book.more, write }));
  }
  const stage = make("figure", root, { class: "regviz-stage" });
  stage.style.maxWidth = `${1.3 * width}px`;
  const picture = make("div", stage, { class: "regviz-picture" });
  const sheet = make("div", picture, { class: "regviz-sheet", style: `aspect-ratio: ${width} / ${height}` });
  const back = make("img", sheet, { class: "regviz-back", src: book.background, draggable: "false" });
  const host = make("div", sheet, { class: "regviz-layer", "aria-hidden": "true" });
  // A shadow root keeps the ids of clip paths and markers apart from every other picture on the page.
  host.attachShadow({ mode: "open" }).innerHTML =
    "<style>svg { position: absolute; inset: 0; width: 100%; height: 100%; }</style><div></div>";
  const layer = host.shadowRoot.lastChild;
  const words = make("figcaption", stage, { class: "regviz-words", "aria-live": "polite", "aria-atomic": "true" });
  // Words of fewer lines keep the room of more, so that nothing below them jumps.
  new ResizeObserver(([{ contentRect }]) => { words.style.minHeight = `${contentRect.height}px`; }).observe(words);
  const trouble = make("p", stage, { class: "regviz-trouble", role: "alert" });
  shows.push(...plan.handles.map((h) => handle(sheet, h, controls)));

  const tools = make("details", root, { class: "regviz-tools" });
  tools.hidden = !plan.tools.length;
  make("summary", tools, {}, "take it away");
  for (const [name, label] of plan.tools) {
    make("button", tools, { type: "button" }, label).addEventListener("click", () => say({ type: "tool", name }));
  }
  const note = make("output", tools);

  const face = {
    place() { shows.forEach((show) => show()); },
    show([key, layers, texts]) {
      const cropped = plan.first && !book.more;
      picture.style.aspectRatio = `${width} / ${height * (cropped ? plan.shown : 1)}`;
      layer.innerHTML = cropped ? layers[0] : layers.join("");
      const text = texts.slice(0, cropped ? plan.first : undefined).join(" ");
      if (words.textContent !== text) words.textContent = text;
      back.alt = picture.dataset.reason || text;
      stage.dataset.key = key;
      face.trouble("");
    },
    trouble(text) {
      stage.classList.toggle("regviz-stale", Boolean(text));
      trouble.textContent = text;
    },
    note(text) { note.textContent = text; },
    lock(reason) {
      root.classList.toggle("regviz-locked", Boolean(reason));
      fields.disabled = Boolean(reason);
      picture.dataset.reason = reason;
      back.alt = reason || words.textContent;
    },
  };
  book.faces.add(face);
  face.show(book.current);
  book.turn();
  return face;
}

export default () => {
  let book, ready, alive, before, asked = null, askedAt = 0;

  // Latest wins: one question at a time, and the next one is where the hand is by then.
  const want = (model, key) => {
    if (!alive()) return book.trouble(GONE);
    if (asked !== null && Date.now() - askedAt < 5000) return;
    asked = key;
    before = book.current;
    askedAt = Date.now();
    model.send({ type: "want", key });
  };
  const tell = (text) => book.faces.forEach((face) => face.note(text));
  const heard = {
    page({ page }) {
      book.put(page);
      if (page[0] === asked) {
        asked = null;
        if (book.current === before) book.show(page); // the hand is further on, but nothing newer is there to show
      }
      book.turn();
    },
    trouble({ key, text }) {
      if (key === asked) asked = null;
      if (key === book.key) book.trouble(text);
      else book.turn();
    },
    file({ mime, name }, buffers) {
      const href = URL.createObjectURL(new Blob(buffers, { type: mime }));
      Object.assign(document.createElement("a"), { href, download: name }).click();
      URL.revokeObjectURL(href);
    },
    note({ text }) { tell(text); },
    copy({ text }) {
      const copied = navigator.clipboard?.writeText(text) ?? Promise.reject();
      copied.then(() => tell(`copied: ${text}`), () => tell(`copy this: ${text}`));
    },
  };

  return {
    async initialize({ model }) {
      const plan = model.get("plan"), models = plan.controls.map((c) => model.widget_manager.get_model(c.model));
      ready = Promise.all(models).then((widgets) => {
        alive = () => widgets.every((widget) => widget.comm_live);
        const controls = plan.controls.map((spec, i) => ({
          ...spec,
          read: () => widgets[i].get(spec.field),
          write(value) { widgets[i].set(spec.field, value); widgets[i].save_changes(); },
        }));
        const background = URL.createObjectURL(new Blob([model.get("background")], { type: "image/png" }));
        book = new Book(plan, background, controls, (key) => want(model, key));
        book.put(model.get("page"));
        widgets.forEach((widget, i) => widget.on(`change:${controls[i].field}`, () => book.turn()));
      });
      model.on("msg:custom", async (message, buffers) => {
        await ready;
        heard[message.type](message, buffers);
      });
    },
    async render({ model, el }) {
      await ready;
      if (!book.faces.size) model.send({ type: "hello" });
      const face = mount(el, book, (message) => (alive() ? model.send(message) : tell(GONE)));
      const lock = () => face.lock(model.get("locked"));
      model.on("change:locked", lock);
      lock();
      return () => { book.close(face); model.off("change:locked", lock); };
    },
  };
};

// The picture in a page of its own, with no kernel: one slider along pages that all are there.
export function standalone(el, { plan, background, pages, start }) {
  const [{ values }] = plan.controls;
  let at = start;
  const control = { ...plan.controls[0], read: () => values?.[at] ?? at, write };
  const book = new Book(plan, background, [control], () => {});
  function write(value) {
    at = values ? nearest(values, value) : Number(value);
    book.turn();
  }
  pages.forEach(([, ...page], i) => book.put([String(i), ...page]));
  mount(el, book);
}
