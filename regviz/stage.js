// Turns the pages of a flipbook. A page is the moving layer of the picture at one state of the controls, and its
// words. This script does no mathematics and knows no matplotlib: it looks a page up, shows it, or asks for it.

const BOUND = 48e6; // characters of pages kept for one picture; the oldest leave first

class Book {
  constructor() { this.pages = new Map(); this.size = 0; }
  get(key) {
    const page = this.pages.get(key);
    if (page) { this.pages.delete(key); this.pages.set(key, page); }
    return page;
  }
  put(key, layers, words) {
    this.drop(key);
    const size = layers.join("").length;
    this.size += size;
    this.pages.set(key, { key, layers, words, size });
    for (const old of this.pages.keys()) {
      if (this.size <= BOUND || old === key) break;
      this.drop(old);
    }
  }
  drop(key) {
    this.size -= this.pages.get(key)?.size ?? 0;
    this.pages.delete(key);
  }
  clear() { this.pages.clear(); this.size = 0; }
}

// Where a value stands on its slider: the position as a whole number, or the value itself when between two.
const scale = (spec, value) => (spec.base ? Math.log(value) / Math.log(spec.base) : value);
const unscale = (spec, x) => (spec.base ? spec.base ** x : x);
const position = (spec, value) => (scale(spec, value) - spec.low) / spec.step;
const valueAt = (spec, i) => {
  const x = unscale(spec, spec.low + Math.min(Math.max(i, 0), spec.count - 1) * spec.step);
  return spec.whole ? Math.round(x) : x;
};
function part(spec, raw) {
  if (spec.kind === "choice") return String(raw);
  if (spec.kind === "flag") return raw ? "1" : "0";
  const i = position(spec, raw), nearest = Math.round(i);
  return Math.abs(i - nearest) < 1e-5 && nearest >= 0 && nearest < spec.count ? String(nearest) : `v${raw}`;
}
const keyOf = (controls) => controls.map((c) => part(c.spec, c.read())).join("|");

// One view of the picture: builds the elements once, then show(page) and place() move what moves.
function mount(el, spec, controls, say) {
  const make = (tag, name, parent, attributes = {}) => {
    const node = parent.appendChild(document.createElement(tag));
    if (name) node.className = name;
    for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
    return node;
  };
  const [width, height] = spec.size;
  const stage = make("figure", "regviz-stage", el);
  stage.classList.toggle("regviz-presenter", spec.presenter);
  stage.style.maxWidth = `${1.3 * width}px`;
  const picture = make("div", "regviz-picture", stage);
  const sheet = make("div", "regviz-sheet", picture);
  sheet.style.aspectRatio = `${width} / ${height}`;
  const back = make("img", "regviz-back", sheet, { src: spec.background, draggable: "false" });
  const host = make("div", "regviz-layer", sheet, { "aria-hidden": "true" });
  // A shadow root keeps the ids of clip paths and markers apart from every other picture on the page.
  const layer = make("div", "", host.attachShadow({ mode: "open" }));
  host.shadowRoot.appendChild(document.createElement("style")).textContent =
    "svg { position: absolute; inset: 0; width: 100%; height: 100%; }";
  const trouble = make("p", "regviz-trouble", stage, { role: "alert", hidden: "" });
  const words = make("figcaption", "regviz-words", stage, { "aria-live": "polite", "aria-atomic": "true" });
  const tools = make("details", "regviz-tools", stage);
  make("summary", "", tools).append("take it away");
  for (const [name, label] of spec.tools) {
    const button = make("button", "regviz-tool", tools, { type: "button" });
    button.append(label);
    button.addEventListener("click", () => say({ type: "tool", name }));
  }
  const note = make("output", "regviz-note", tools);
  tools.hidden = !spec.tools.length;

  const control = (name) => controls.find((c) => c.spec.name === name);
  const handles = spec.handles.map((h) => {
    const node = make("button", "regviz-handle", sheet, { type: "button", "data-lm-suppress-shortcuts": "true" });
    const ways = [[h.x, h.xlim, 0], [h.y, h.ylim, 1]].map(([name, lim, k]) => ({ c: name && control(name), lim, k }));
    const at = (w) => (w.c ? w.c.read() : h.at[w.k]);
    const move = (values) => turnOnce(() => ways.forEach((w, k) => w.c && values[k] !== null && w.c.write(values[k])));
    const drag = (event) => {
      const box = sheet.getBoundingClientRect();
      const far = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
      move(ways.map(({ c, lim, k }) => {
        if (!c) return null;
        const share = (far[k] - h.box[k]) / h.box[k + 2];
        return valueAt(c.spec, Math.round(position(c.spec, lim[0] + (k ? 1 - share : share) * (lim[1] - lim[0]))));
      }));
    };
    node.addEventListener("pointerdown", (event) => {
      node.setPointerCapture(event.pointerId);
      node.focus();
      event.preventDefault();
    });
    node.addEventListener("pointermove", (event) => { if (node.hasPointerCapture(event.pointerId)) drag(event); });
    node.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const far = event.shiftKey ? 10 : 1;
      move(ways.map(({ c, k }) => (c && by[k] ? valueAt(c.spec, Math.round(position(c.spec, c.read())) + far * by[k]) : null)));
    });
    const place = () => {
      const share = ways.map((w) => (at(w) - w.lim[0]) / (w.lim[1] - w.lim[0]));
      node.style.left = `${100 * (h.box[0] + share[0] * h.box[2])}%`;
      node.style.top = `${100 * (h.box[1] + (1 - share[1]) * h.box[3])}%`;
      const told = ways.filter((w) => w.c).map((w) => `${w.c.spec.name} = ${Number(at(w).toPrecision(3))}`).join(", ");
      node.setAttribute("aria-label", `${h.label}, ${told}; drag it or press the arrow keys`);
    };
    return { place };
  });
  const turnOnce = (change) => { spec.hold = true; change(); spec.hold = false; spec.turn(); };

  const crop = () => {
    const part = spec.more && !spec.more.read() ? spec.shown : 1;
    picture.style.aspectRatio = `${width} / ${height * part}`;
    return part < 1 ? spec.first : undefined;
  };
  return {
    place() { handles.forEach((h) => h.place()); },
    show(page) {
      const shown = crop();
      layer.innerHTML = shown ? page.layers[0] : page.layers.join("");
      const text = page.words.slice(0, shown).join(" ");
      if (words.textContent !== text) words.textContent = text;
      back.alt = picture.dataset.reason || text;
      stage.dataset.key = page.key;
      stage.classList.remove("regviz-stale");
      trouble.hidden = true;
    },
    trouble(text) {
      stage.classList.add("regviz-stale");
      trouble.textContent = text;
      trouble.hidden = false;
    },
    note(text) { note.textContent = text; },
    lock(reason) {
      stage.classList.toggle("regviz-locked", Boolean(reason));
      picture.dataset.reason = reason;
      back.alt = reason || words.textContent;
    },
  };
}

// A control of ipywidgets, followed in the browser: no message to the kernel is needed to turn a page.
async function follow(manager, spec) {
  const model = await manager.get_model(spec.model);
  const field = spec.kind === "choice" ? "index" : "value";
  const control = {
    spec,
    read: () => model.get(field),
    write: (value) => { model.set(field, value); model.save_changes(); },
    watch: (call) => model.on(`change:${field}`, call),
  };
  if (spec.box) {
    const box = await manager.get_model(spec.box);
    const near = (a, b) => Math.abs(a - b) <= 5e-3 * Math.abs(a);
    const toBox = () => {
      const value = control.read();
      if (near(value, box.get("value"))) return;
      box.set("value", spec.whole ? value : Number(value.toPrecision(3)));
      box.save_changes();
    };
    model.on("change:value", toBox);
    box.on("change:value", () => { if (!near(control.read(), box.get("value"))) control.write(box.get("value")); });
    toBox();
  }
  if (spec.play) {
    const play = await manager.get_model(spec.play);
    play.on("change:value", () => control.write(valueAt(spec, play.get("value"))));
  }
  return control;
}

export default () => {
  const book = new Book(), faces = new Set();
  let spec, controls, ready, asked = null, askedAt = 0, current = null;

  const showAll = (page) => { current = page; faces.forEach((f) => f.show(page)); };
  const turn = (model) => {
    if (spec.hold) return;
    faces.forEach((f) => f.place());
    const key = keyOf(controls), page = book.get(key);
    if (page) return showAll(page);
    if (asked !== null && Date.now() - askedAt < 5000) return;
    asked = key;
    askedAt = Date.now();
    model.send({ type: "want", key });
  };

  return {
    async initialize({ model }) {
      const bytes = model.get("background");
      const background = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
      spec = { ...model.get("plan"), background, turn: () => turn(model) };
      const first = model.get("page");
      book.put(first.key, first.layers, first.words);
      current = book.get(first.key);
      ready = Promise.all(spec.controls.map((c) => follow(model.widget_manager, c))).then(async (all) => {
        controls = all;
        if (spec.panels) spec.more = await follow(model.widget_manager, { model: spec.panels, kind: "flag" });
        spec.more?.watch(() => showAll(current));
        controls.forEach((c) => c.watch(spec.turn));
        model.send({ type: "hello", key: keyOf(controls) });
      });
      model.on("msg:custom", async (message, buffers) => {
        await ready;
        if (message.type === "clear") { book.clear(); asked = null; spec.turn(); }
        if (message.type === "pages") {
          for (const page of message.pages) book.put(...page);
          const arrived = message.pages.some(([key]) => key === asked);
          if (arrived) asked = null;
          if (current.key !== keyOf(controls) || arrived) spec.turn();
        }
        if (message.type === "trouble") {
          if (message.key === asked) asked = null;
          if (message.key === keyOf(controls)) faces.forEach((f) => f.trouble(message.text));
          else spec.turn();
        }
        if (message.type === "file") {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob(buffers, { type: message.mime }));
          link.download = message.name;
          link.click();
        }
        if (message.type === "note") faces.forEach((f) => f.note(message.text));
        if (message.type === "copy") {
          const copied = navigator.clipboard?.writeText(message.text) ?? Promise.reject();
          const say = (how) => faces.forEach((f) => f.note(`${how}: ${message.text}`));
          copied.then(() => say("copied"), () => say("copy this"));
        }
      });
    },
    async render({ model, el }) {
      await ready;
      const face = mount(el, spec, controls, (message) => model.send(message));
      const lock = () => face.lock(model.get("locked"));
      model.on("change:locked", lock);
      lock();
      faces.add(face);
      face.show(current);
      face.place();
      turn(model);
      return () => { faces.delete(face); model.off("change:locked", lock); };
    },
  };
};

// The picture in a page of its own, with no kernel: one slider along pages that all are there.
export function standalone(el, data) {
  const label = el.appendChild(document.createElement("label"));
  const input = document.createElement("input");
  const readout = document.createElement("output");
  Object.assign(input, { type: "range", min: 0, max: data.pages.length - 1, step: 1, value: data.start, className: "regviz-range" });
  label.append(`${data.name} `, input, " ", readout);
  const face = mount(el, { ...data.plan, background: data.background }, [], () => {});
  const turn = () => {
    const [key, layers, words] = data.pages[input.value];
    readout.textContent = data.labels[input.value];
    input.setAttribute("aria-valuetext", readout.textContent);
    face.show({ key, layers, words });
  };
  input.addEventListener("input", turn);
  turn();
}
