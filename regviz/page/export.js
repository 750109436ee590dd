// What leaves the room with the student: buttons under the picture, and the picture in a page of its own.

// The buttons; returns what tells how it goes.
function tools(parent, plan, ask) {
  const place = make("details", parent, { class: "regviz-tools" });
  place.hidden = !plan.length;
  make("summary", place, {}, "take it away");
  for (const [name, label] of plan) {
    make("button", place, { type: "button" }, label).addEventListener("click", () => ask({ type: "tool", name }));
  }
  const told = make("output", place);
  return (text) => { told.textContent = text; };
}

// What the kernel answers them with: a word on how it goes, a file to keep, a text to copy.
const answers = (tell) => ({
  note({ text }) { tell(text); },
  file({ mime, name }, buffers) {
    const href = URL.createObjectURL(new Blob(buffers, { type: mime }));
    Object.assign(document.createElement("a"), { href, download: name }).click();
    URL.revokeObjectURL(href);
  },
  copy({ text }) {
    const lines = text.trim().split("\n"), told = lines.length > 1 ? `${lines.length} lines of code` : text;
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject();
    copied.then(() => tell(`copied: ${told}`), () => tell(`copy this: ${text}`));
  },
});

// The picture with no kernel: one slider along pages that all are there, `packed` as JSON, gzip and base64.
export async function standalone(el, { plan, background, packed, start }) {
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const pages = await new Response(text).json();
  const [{ values }] = plan.controls;
  let at = start;
  const control = { ...plan.controls[0], read: () => values?.[at] ?? at, write };
  const book = new Book(plan, background, [control], () => {});
  function write(value) {
    at = values ? nearest(values, value) : Number(value);
    book.turn();
  }
  pages.forEach(([, ...page], i) => book.put([String(i), ...page]));
  new Face(el, book);
}
