// The page's side of a card: a native form, so that keys and screen readers work as everywhere.
// It sends what the reader chose and shows what comes back; right and wrong are decided in
// Python.

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
    const box = make("input", label, {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      required: "",
    });
    label.append(spec.unit);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // JupyterLab withholds a text box's own Enter
      box.form.requestSubmit();
    });
    return {
      read: () => box.value,
      write: (value) => {
        box.value = value;
      },
    };
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
    write: (value) =>
      radios.forEach((radio) => {
        radio.checked = radio.value === value;
      }),
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
    // A control that is disabled under the reader's fingers would send the next key to the
    // notebook.
    if (held && !document.activeElement.matches(".regviz-card :enabled")) status.focus();
  };
  return listen(model, ["change:reply", "change:unlocked"], show);
}

function listen(model, events, show) {
  for (const event of events) model.on(event, show);
  show();
  return () => {
    for (const event of events) model.off(event, show);
  };
}

export default { render: ({ model, el }) => question(model, el) };
