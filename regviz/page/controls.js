// Controls as native inputs, so that keys, touch and screen readers work as everywhere. A control
// has a `kind`, a `label`, `read()` and `write(value)`; a slider also has the `values` of its
// positions.

const TELL = 100; // milliseconds between two values that the kernel hears of while the hand moves

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
const nearest = (values, x) =>
  values.reduce((best, v, i) => (Math.abs(v - x) < Math.abs(values[best] - x) ? i : best), 0);
const brief = (x, digits = 3) => (Number.isInteger(x) ? x : Number(x.toPrecision(digits)));

// A control whose state is the explorer's widget. The hand's value counts here at once; the
// kernel, which is not needed to turn a page, hears of it some times a second, so that its
// answers leave the browser time to draw.
function follow(spec, model, moved, alive) {
  const { name } = spec;
  let value = model.get("values")[name],
    due = null;
  model.on("change:values", () => {
    const told = model.get("values")[name];
    if (due !== null || told === value) return;
    value = told;
    moved();
  });
  const tell = () => {
    due = null;
    model.set("values", { ...model.get("values"), [name]: value });
    if (alive()) model.save_changes();
  };
  return {
    ...spec,
    read: () => value,
    write(next) {
      value = next;
      due ??= setTimeout(tell, TELL);
      moved();
    },
  };
}

// A control's part of the key: its position, or `v` and the value where it stands between two.
function part({ values, low = 0, read }) {
  const raw = Number(read());
  if (!values) return String(raw - low);
  const i = nearest(values, raw),
    gap = Math.abs(values[i] - values[i ? i - 1 : 1]);
  return Math.abs(values[i] - raw) <= 1e-6 * gap ? String(i) : `v${raw}`;
}

// Move a slider, or a number without one, by whole positions; false at the end.
function step({ values, low, high, read, write }, by) {
  const at = values ? nearest(values, read()) : read();
  const to = clamp(at + by, values ? 0 : low, values ? values.length - 1 : high);
  if (to !== at) write(values ? values[to] : to);
  return to !== at;
}

// The present value in words.
function told(c) {
  if (c.kind === "choice") return c.options[c.read()];
  return c.kind === "flag" ? (c.read() ? "yes" : "no") : String(brief(c.read()));
}

// One control; returns what shows its value.
function row(parent, c, primary) {
  const place = make("div", parent, { class: `regviz-control regviz-${c.kind}` });
  if (c.held) {
    // no pages are there for other values of it: it is told, and moves with the stops
    return () => {
      place.textContent = `${c.label}: ${told(c)}`;
    };
  }
  if (c.kind === "flag") {
    const label = make("label", place),
      box = make("input", label, { type: "checkbox" });
    label.append(c.label);
    box.addEventListener("change", () => c.write(box.checked));
    return () => {
      box.checked = c.read();
    };
  }
  if (c.kind === "choice") {
    const name = `regviz-${Math.random()}`;
    place.setAttribute("role", "radiogroup");
    place.setAttribute("aria-label", c.label);
    place.append(c.label);
    const radios = c.options.map((text, i) => {
      const label = make("label", place),
        radio = make("input", label, { type: "radio", name });
      label.append(text);
      radio.addEventListener("change", () => c.write(i));
      return radio;
    });
    return () =>
      radios.forEach((radio, i) => {
        radio.checked = i === c.read();
      });
  }
  const label = make("label", place, {}, c.label);
  const range =
    c.values && make("input", label, { type: "range", min: 0, max: c.values.length - 1 });
  range?.addEventListener("input", () => c.write(c.values[range.value]));
  const box = make("input", place, {
    type: "number",
    step: "any",
    "aria-label": `${c.label}, exact value`,
  });
  let shown = "";
  const commit = () => {
    const typed = box.value;
    if (typed === shown) return;
    box.value = shown;
    if (typed) c.write(clamp(c.whole ? Math.round(typed) : Number(typed), c.low, c.high));
  };
  box.addEventListener("change", commit);
  box.addEventListener("keydown", (event) => {
    const by = { Enter: 0, ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    commit();
    step(c, by);
  });
  if (!range)
    make("button", place, { type: "button" }, "new sample").addEventListener("click", () =>
      step(c, 1),
    );
  else if (primary) player(place, c);
  return () => {
    const value = c.read(),
      typing = box.value !== shown && box.matches(":focus");
    shown = String(brief(value, part(c).startsWith("v") ? 6 : 3));
    if (!typing) box.value = shown;
    if (!range) return;
    range.value = nearest(c.values, value);
    range.setAttribute("aria-valuetext", shown);
  };
}

function player(place, c) {
  const button = make("button", place, { type: "button", title: `move along ${c.label}` }, "play");
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = "play";
  };
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (nearest(c.values, c.read()) === c.values.length - 1) c.write(c.values[0]);
    timer = setInterval(
      () => (button.isConnected && !button.matches(":disabled") && step(c, 1)) || stop(),
      80,
    );
    button.textContent = "pause";
  });
}

// A point of the picture that is dragged by mouse or touch, or moved by arrow keys; returns what
// puts it in its place.
function handle(sheet, h, controls) {
  const named = (name) => controls.find((c) => c.name === name);
  const ways = [0, 1].map((k) => {
    const [on, off] = h.log[k] ? [Math.log, Math.exp] : [Number, Number],
      [low, high] = h.limits[k].map(on);
    const place = (value) => h.box[k] + ((on(value) - low) / (high - low)) * h.box[k + 2];
    const value = (far) => off(low + ((far - h.box[k]) / h.box[k + 2]) * (high - low));
    return { c: named(h.names[k]), fixed: h.at[k], place, value };
  });
  const node = make("button", sheet, { class: "regviz-handle", type: "button" });
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    node.focus();
  });
  node.addEventListener("pointermove", (event) => {
    if (!node.hasPointerCapture(event.pointerId)) return;
    const box = sheet.getBoundingClientRect();
    const far = [
      (event.clientX - box.left) / box.width,
      1 - (event.clientY - box.top) / box.height,
    ];
    ways.forEach(({ c, value }, k) => c?.write(c.values[nearest(c.values, value(far[k]))]));
  });
  node.addEventListener("keydown", (event) => {
    const [k, by] =
      { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] }[event.key] ??
      [];
    if (by === undefined) return;
    event.preventDefault();
    if (ways[k].c) step(ways[k].c, event.shiftKey ? 10 * by : by);
  });
  return () => {
    const [x, y] = ways.map(({ c, fixed, place }) => place(c ? c.read() : fixed));
    Object.assign(node.style, { left: `${100 * x}%`, bottom: `${100 * y}%` });
    const at = ways
      .filter(({ c }) => c)
      .map(({ c }) => `${c.label} = ${brief(c.read())}`)
      .join(", ");
    node.setAttribute("aria-label", `${h.label}, ${at}; drag it or press the arrow keys`);
  };
}
