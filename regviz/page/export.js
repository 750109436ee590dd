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
