// The page's side of a card: a native form, so that keys and screen readers work as everywhere. It sends what the
// reader chose and shows what comes back; right and wrong are decided in Python.

function make(tag, parent, attributes = {}, text = "") {
  const node = parent.appendChild(document.createElement(tag));
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  // Without this, on the very element that has the focus, JupyterLab takes arrow keys for moves between cells.
  if (node.matches("input, button, [tabindex]")) node.setAttribute("data-lm-suppress-shortcuts", "true");
  return node;
}

function frame(el, spec) {
  const form = make("form", el, { class: "regviz-card" });
  form.classList.toggle("regviz-presenter", spec.presenter);
  const fields = make("fieldset", form);
  const legend = make("legend", fields);
  make("b", legend, {}, `${spec.title}. `);
  legend.append(spec.question);
  return { form, fields };
}

function inputs(fields, spec) {
  if (!spec.choices.length) {
    const label = make("label", fields, {}, "Your number");
    const box = make("input", label, { type: "text", inputmode: "decimal", autocomplete: "off", required: "" });
    label.append(spec.unit);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // JupyterLab withholds a text box's own Enter
      box.form.requestSubmit();
    });
    return { read: () => box.value, write: (value) => { box.value = value; } };
  }
  const name = `regviz-${Math.random().toString(36).slice(2)}`;
  for (const choice of spec.choices) {
    const label = make("label", fields);
    make("input", label, { type: "radio", name, value: choice, required: "" });
    label.append(choice);
  }
  const radios = [...fields.querySelectorAll("input")];
  return {
    read: () => radios.find((radio) => radio.checked)?.value ?? "",
    write: (value) => radios.forEach((radio) => { radio.checked = radio.value === value; }),
  };
}

function question(model, el) {
  const spec = model.get("spec");
  const { form, fields } = frame(el, spec);
  const answer = inputs(fields, spec);
  const row = make("div", form, { class: "regviz-buttons" });
  const commit = make("button", row, { type: "submit", class: "regviz-main" }, spec.button);
  const unlock = spec.teacher && make("button", row, { type: "button" });
  const status = make("div", form, { role: "status", tabindex: "-1" });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.send({ commit: answer.read() });
  });
  if (unlock) unlock.addEventListener("click", () => model.send({ unlock: true }));

  const show = () => {
    const { text, right, settled } = model.get("reply");
    if (model.get("choice") !== null) answer.write(model.get("choice"));
    const held = form.contains(document.activeElement);
    status.textContent = "";
    if (right !== null) make("b", status, {}, right ? "✓ Right. " : "✗ Not so. ");
    status.append(text);
    fields.disabled = commit.disabled = settled;
    if (unlock) {
      unlock.disabled = model.get("unlocked");
      unlock.textContent = unlock.disabled ? "Unlocked" : "Unlock (teacher)";
    }
    // A control that is disabled under the reader's fingers would send the next key to the notebook.
    if (held && !document.activeElement.matches(".regviz-card :enabled")) status.focus();
  };
  return listen(model, ["change:reply", "change:unlocked"], show);
}

function tally(model, el) {
  const spec = model.get("spec");
  const { form, fields } = frame(el, spec);
  form.addEventListener("submit", (event) => event.preventDefault());
  const grid = make("div", fields, { class: "regviz-votes" });
  const set = (i, n) => {
    model.set("counts", model.get("counts").map((old, k) => (k === i ? Math.max(0, Math.floor(n) || 0) : old)));
    model.save_changes();
  };
  const rows = spec.choices.map((choice, i) => {
    make("span", grid, {}, choice);
    const box = make("input", grid, { type: "number", min: "0", step: "1", "aria-label": `Votes for ${choice}` });
    box.addEventListener("change", () => set(i, Number(box.value)));
    const plus = make("button", grid, { type: "button", "aria-label": `One more for ${choice}` }, "+1");
    plus.addEventListener("click", () => set(i, model.get("counts")[i] + 1));
    const bar = make("div", grid, { class: "regviz-bar", "aria-hidden": "true" });
    return { box, bar: make("i", bar), number: make("span", bar) };
  });
  const row = make("div", form, { class: "regviz-buttons" });
  const clear = make("button", row, { type: "button" }, "Clear");
  clear.addEventListener("click", () => {
    model.set("counts", spec.choices.map(() => 0));
    model.save_changes();
  });
  const status = make("div", form, { role: "status" });

  const show = () => {
    const counts = model.get("counts");
    const total = counts.reduce((a, b) => a + b, 0);
    rows.forEach(({ box, bar, number }, i) => {
      const share = total ? counts[i] / total : 0;
      box.value = counts[i];
      bar.style.width = `${80 * share}%`;
      number.textContent = `${counts[i]} (${Math.round(100 * share)} %)`;
    });
    status.textContent = total === 1 ? "1 vote" : `${total} votes`;
  };
  return listen(model, ["change:counts"], show);
}

function listen(model, events, show) {
  for (const event of events) model.on(event, show);
  show();
  return () => { for (const event of events) model.off(event, show); };
}

export default { render: ({ model, el }) => (model.get("spec").kind === "tally" ? tally : question)(model, el) };
