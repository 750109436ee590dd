// Turns the pages of a flipbook. A page is [key, layers, words]: a state of the controls, the
// moving layers of the picture there (that of the first panels, that of the rest), and one text a
// view. This script does no mathematics and knows no matplotlib: it shows a page or asks for it.

const BOUND = 48e6; // characters of pages kept for one picture; the oldest leave first
const GONE = "The kernel that drew this picture is gone. Run its cell again to go on.";

const weight = ([, layers]) => layers.reduce((sum, svg) => sum + svg.length, 0);

// The address of a background: SVG text, the bytes of a PNG, or an address already.
function picture(background) {
  if (typeof background === "string" && background.startsWith("data:")) return background;
  const type = typeof background === "string" ? "image/svg+xml" : "image/png";
  return URL.createObjectURL(new Blob([background], { type }));
}

// The pages of one picture and the faces that show it: one wherever it stands in the notebook.
class Book {
  constructor(plan, background, controls, want) {
    Object.assign(this, {
      plan,
      background,
      controls,
      want,
      pages: new Map(),
      size: 0,
      faces: new Set(),
      more: false,
    });
    Object.assign(this, { stop: { at: 0, told: false }, gliding: null, moved() {}, stood() {} });
  }
  get key() {
    return this.controls.map(part).join("|");
  }
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
      else if (this.gliding === null) this.want(this.key);
      this.moved();
    });
  }
  show(page) {
    if (page === this.current && !this.stale) return;
    this.current = page;
    this.stale = false;
    this.faces.forEach((face) => face.show(page));
  }
  stand(stop) {
    this.stop = stop;
    this.stood(stop);
    this.faces.forEach((face) => face.walk.show());
    this.moved();
  }
  trouble(text) {
    this.stale = true;
    this.faces.forEach((face) => face.trouble(text));
  }
  computing(text, stop) {
    this.faces.forEach((face) => face.computing(text, stop));
  }
  close(face) {
    this.faces.delete(face);
    if (this.faces.size) return;
    this.pages.clear();
    this.size = 0;
    this.put(this.current);
  }
}

// A part of the picture in a window of its own: all of it on a desk, one panel on a phone.
class Sheet {
  constructor(parent, { size: [width, height] }, background) {
    this.ratio = width / height;
    this.node = make("div", parent, { class: "regviz-picture" });
    this.sheet = make("div", this.node, { class: "regviz-sheet" });
    this.back = make("img", this.sheet, {
      class: "regviz-back",
      src: background,
      draggable: "false",
      alt: "",
    });
    const host = make("div", this.sheet, { class: "regviz-layer", "aria-hidden": "true" });
    // A shadow root keeps the ids of clip paths and markers apart from every other picture on the
    // page.
    host.attachShadow({ mode: "open" }).innerHTML =
      "<style>svg { position: absolute; inset: 0; width: 100%; height: 100%; }</style><div></div>";
    this.layer = host.shadowRoot.lastChild;
  }
  crop([left, top, right, bottom]) {
    const width = right - left,
      height = bottom - top;
    this.node.style.setProperty("--ratio", (this.ratio * width) / height);
    Object.assign(this.sheet.style, {
      width: `${100 / width}%`,
      aspectRatio: this.ratio,
      marginLeft: `${(-100 * left) / width}%`,
      marginTop: `${(-100 * top) / this.ratio / width}%`, // margins are shares of the width
    });
  }
}

// One place on the page: the controls, the picture with its words, the stops, and the files.
class Face {
  constructor(el, book, say) {
    const { plan, controls } = book;
    this.book = book;
    const look = `regviz-explorer${plan.presenter ? " regviz-presenter" : ""}`;
    this.root = make("div", el, {
      class: look,
      tabindex: "-1",
      "data-lm-suppress-shortcuts": "true",
    });
    this.fields = make("fieldset", this.root, { class: "regviz-controls" });
    this.shows = controls.map((c, i) => row(this.fields, c, i === 0));
    if (plan.first) {
      const write = (on) => {
        book.more = on;
        this.lay();
        book.turn(true);
      };
      this.shows.push(
        row(this.fields, { kind: "flag", label: "more panels", read: () => book.more, write }),
      );
    }
    this.stage = make("figure", this.root, {
      class: "regviz-stage",
      style: `--wide: ${1.3 * plan.size[0]}px`,
    });
    this.pictures = make("div", this.stage, { class: "regviz-pictures" });
    this.words = this.told();
    this.alert = make("p", this.stage, { class: "regviz-trouble", role: "alert" });
    this.status = make("p", this.stage, { class: "regviz-computing", role: "status" });
    this.walk = walk(this.root, book);
    this.bar = this.walk.row;
    const full = make(
      "button",
      this.bar,
      { type: "button", title: "fill the screen (key F)" },
      "present",
    );
    full.addEventListener("click", () => present(this.root));
    tools(this.root, plan.tools, say);
    const note = make("output", this.root, { class: "regviz-note" });
    this.note = (text) => {
      note.textContent = text;
    };
    keys(this.root, this.walk.move, full);
    book.faces.add(this);
    this.lay(this.stage.clientWidth || plan.size[0]);
    const theme = () => this.root.classList.toggle("regviz-dark", plan.dark ?? dark(this.root));
    this.endTheme = followTheme(theme);
    new ResizeObserver(([{ contentRect }]) => {
      // also when the host has put it on the page
      theme();
      this.lay(contentRect.width);
    }).observe(this.stage);
    this.walk.show();
    book.turn();
  }
  told() {
    const said = { class: "regviz-words", "aria-live": "polite", "aria-atomic": "true" };
    const words = make("figcaption", this.stage, said);
    // Words of fewer lines keep the room of more, so that nothing below them jumps, as long as
    // the width stays.
    let wide;
    new ResizeObserver(
      ([
        {
          contentRect: { width, height },
        },
      ]) => {
        words.style.minHeight = width === wide ? `${height}px` : "";
        wide = width;
      },
    ).observe(words);
    return words;
  }
  // One window on the picture, or one for each panel where there is no room beside each other.
  lay(width = this.width) {
    this.width = width;
    const { plan, more } = this.book,
      small = width && width < NARROW,
      // on a phone only what is drawn in, where that is known of all pages
      panels = (small && plan.close) || plan.panels,
      shown = plan.first && !more ? panels.slice(0, plan.first) : panels;
    const edge = (side, far) => far(...shown.map((box) => box[side]));
    const [left, top, right] =
      small && plan.close ? [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max)] : [0, 0, 1];
    const apart = small && shown.length > 1 && plan.size[0] > 700;
    const boxes = apart ? shown : [[left, top, right, edge(3, Math.max)]];
    const key = JSON.stringify(boxes);
    if (key === this.laid) return;
    this.laid = key;
    this.handles?.forEach((h) => {
      this.shows = this.shows.filter((show) => show !== h);
    });
    this.pictures.replaceChildren();
    this.sheets = boxes.map((box) => {
      const sheet = new Sheet(this.pictures, plan, this.book.background);
      sheet.crop(box);
      return sheet;
    });
    const inside = ({ box: [x, y, w, h] }) =>
      boxes.findIndex(
        ([l, t, r, b]) =>
          x + w / 2 >= l && x + w / 2 <= r && 1 - y - h / 2 >= t && 1 - y - h / 2 <= b,
      );
    this.handles = plan.handles
      .filter((h) => inside(h) >= 0)
      .map((h) => handle(this.sheets[inside(h)].sheet, h, this.book.controls));
    this.shows.push(...this.handles);
    this.show(this.book.current);
    this.place();
    if (this.reason !== undefined) this.lock(this.reason);
  }
  place() {
    this.shows.forEach((show) => show());
  }
  show([key, layers, texts]) {
    const { plan, more } = this.book,
      cropped = plan.first && !more;
    const drawn = cropped ? layers[0] : layers.join("");
    this.sheets.forEach((sheet) => {
      sheet.layer.innerHTML = drawn;
    });
    const text = texts.slice(0, cropped ? plan.texts : undefined).join(" ");
    if (this.words.textContent !== text) this.words.textContent = text;
    this.alt();
    this.stage.dataset.key = key;
    this.trouble("");
  }
  alt() {
    this.sheets.forEach(({ back }, i) => {
      back.alt = i ? "" : this.reason || this.words.textContent;
    });
  }
  trouble(text) {
    this.stage.classList.toggle("regviz-stale", Boolean(text));
    this.alert.textContent = text;
  }
  // What is said while a page is long in coming, with a button where `stop` can end it.
  computing(text, stop) {
    this.status.textContent = text;
    if (text && stop) {
      const button = make("button", this.status, { type: "button" }, "stop");
      button.addEventListener("click", () => {
        stop();
        this.root.focus({ preventScroll: true });
      });
    }
  }
  lock(reason) {
    this.reason = reason;
    this.root.classList.toggle("regviz-locked", Boolean(reason));
    this.fields.disabled = Boolean(reason);
    this.pictures.dataset.reason = reason;
    this.pictures.querySelectorAll("button").forEach((button) => {
      button.disabled = Boolean(reason);
    });
    this.alt();
  }
  close() {
    this.endTheme();
    this.book.close(this);
    this.root.remove();
  }
}
