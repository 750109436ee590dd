// Turns the pages of a flipbook. A page is [key, layers, words]: a state of the controls, the moving layers of the
// picture there (that of the first panels, that of the rest), and one text a view. This script does no mathematics and
// knows no matplotlib: it shows a page or asks for it.

const BOUND = 48e6; // characters of pages kept for one picture; the oldest leave first
const GONE = "The kernel that drew this picture is gone. Run its cell again to go on.";

const weight = ([, layers]) => layers.reduce((sum, svg) => sum + svg.length, 0);

// The pages of one picture and the faces that show it: one wherever it stands in the notebook.
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

// One place on the page: the controls, the picture with its words, and what can be taken away.
class Face {
  constructor(el, book, say) {
    const { plan, controls } = book;
    this.book = book;
    this.root = make("div", el, { class: `regviz-explorer${plan.presenter ? " regviz-presenter" : ""}` });
    this.fields = make("fieldset", this.root, { class: "regviz-controls" });
    this.shows = controls.map((c, i) => row(this.fields, c, i === 0));
    if (plan.first) {
      const write = (on) => { book.more = on; book.turn(true); };
      this.shows.push(row(this.fields, { kind: "flag", label: "more panels", read: () => book.more, write }));
    }
    this.draw(plan, book.background);
    this.shows.push(...plan.handles.map((h) => handle(this.sheet, h, controls)));
    this.note = tools(this.root, plan.tools, say);
    book.faces.add(this);
    this.show(book.current);
    book.turn();
  }
  draw({ size: [width, height] }, background) {
    this.stage = make("figure", this.root, { class: "regviz-stage", style: `max-width: ${1.3 * width}px` });
    this.picture = make("div", this.stage, { class: "regviz-picture" });
    this.sheet = make("div", this.picture, { class: "regviz-sheet", style: `aspect-ratio: ${width} / ${height}` });
    this.back = make("img", this.sheet, { class: "regviz-back", src: background, draggable: "false" });
    const host = make("div", this.sheet, { class: "regviz-layer", "aria-hidden": "true" });
    // A shadow root keeps the ids of clip paths and markers apart from every other picture on the page.
    host.attachShadow({ mode: "open" }).innerHTML =
      "<style>svg { position: absolute; inset: 0; width: 100%; height: 100%; }</style><div></div>";
    this.layer = host.shadowRoot.lastChild;
    const said = { class: "regviz-words", "aria-live": "polite", "aria-atomic": "true" };
    const words = this.words = make("figcaption", this.stage, said);
    // Words of fewer lines keep the room of more, so that nothing below them jumps, as long as the width stays.
    let wide;
    new ResizeObserver(([{ contentRect: { width, height } }]) => {
      words.style.minHeight = width === wide ? `${height}px` : "";
      wide = width;
    }).observe(words);
    this.alert = make("p", this.stage, { class: "regviz-trouble", role: "alert" });
  }
  place() { this.shows.forEach((show) => show()); }
  show([key, layers, texts]) {
    const { plan, more } = this.book, cropped = plan.first && !more, [width, height] = plan.size;
    this.picture.style.aspectRatio = `${width} / ${height * (cropped ? plan.shown : 1)}`;
    this.layer.innerHTML = cropped ? layers[0] : layers.join("");
    const text = texts.slice(0, cropped ? plan.first : undefined).join(" ");
    if (this.words.textContent !== text) this.words.textContent = text;
    this.back.alt = this.picture.dataset.reason || text;
    this.stage.dataset.key = key;
    this.trouble("");
  }
  trouble(text) {
    this.stage.classList.toggle("regviz-stale", Boolean(text));
    this.alert.textContent = text;
  }
  lock(reason) {
    this.root.classList.toggle("regviz-locked", Boolean(reason));
    this.fields.disabled = Boolean(reason);
    this.sheet.querySelectorAll("button").forEach((button) => { button.disabled = Boolean(reason); });
    this.picture.dataset.reason = reason;
    this.back.alt = reason || this.words.textContent;
  }
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
      if (page[0] !== asked && page[0] !== book.key) return;
      // The hand may be further on: an older page is shown as long as nothing newer was.
      if (page[0] === asked && book.current === before) book.show(page);
      if (page[0] === asked) asked = null;
      book.turn();
    },
    trouble({ key, text }) {
      if (key === asked) asked = null;
      if (key === book.key) book.trouble(text);
      else book.turn();
    },
    ...answers(tell),
  };

  return {
    async initialize({ model }) {
      const plan = model.get("plan"), models = plan.controls.map((c) => model.widget_manager.get_model(c.model));
      ready = Promise.all(models).then((widgets) => {
        alive = () => widgets.every((widget) => widget.comm_live);
        const controls = plan.controls.map((spec, i) => follow(spec, widgets[i], () => book.turn()));
        const background = URL.createObjectURL(new Blob([model.get("background")], { type: "image/png" }));
        book = new Book(plan, background, controls, (key) => want(model, key));
        book.put(model.get("page"));
      });
      model.on("msg:custom", async (message, buffers) => {
        await ready;
        heard[message.type](message, buffers);
      });
    },
    async render({ model, el }) {
      await ready;
      if (!book.faces.size) model.send({ type: "hello" });
      const face = new Face(el, book, (message) => (alive() ? model.send(message) : tell(GONE)));
      const lock = () => face.lock(model.get("locked"));
      model.on("change:locked", lock);
      lock();
      return () => { book.close(face); model.off("change:locked", lock); };
    },
  };
};
