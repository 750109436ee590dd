// Reads what packing.py has written: the pages of a picture, drawn when they are turned to.

const SCALE = 10; // places are kept to a tenth of a pixel
const SAME = 255; // the way of a part whose places are those of the page before
const ORDERS = 3;
const KEPT = 300; // pages kept as text

// The whole numbers of a stream, seven bits a byte, one a call.
function numbers(bytes) {
  let at = 0;
  return () => {
    let number = 0,
      shift = 0;
    for (; bytes[at] > 127; shift += 7) number |= (bytes[at++] & 127) << shift;
    return number | (bytes[at++] << shift);
  };
}

// The places of a part by its forecast `way`; `last` holds those of the same text on the last two
// pages.
function forecast(way, count, last, read) {
  const known = last.filter((old) => old.length === count);
  if (way === SAME) return known[0];
  const places = Int32Array.from({ length: count }, () => {
    const coded = read();
    return coded & 1 ? -(coded + 1) / 2 : coded / 2;
  });
  for (let order = way % ORDERS; order; order--)
    for (let i = 2; i < count; i++) places[i] += places[i - 2];
  const base = Math.floor(way / ORDERS);
  if (base === 1) for (let i = 0; i < count; i++) places[i] += known[0][i];
  if (base === 2) for (let i = 0; i < count; i++) places[i] += 2 * known[0][i] - known[1][i];
  return places;
}

class Library {
  constructor({ texts, ways, pages }, bytes) {
    const read = numbers(bytes),
      last = texts.map(() => []);
    this.pieces = texts.map((text) => text.split(/([\x01\x02])/));
    const marks = (text, mark) => this.pieces[text].filter((piece) => piece === mark).length;
    const single = texts.map((_, text) => marks(text, "\x01")),
      runs = texts.map((_, text) => marks(text, "\x02"));
    let at = 0;
    const part = (text) => {
      const counts = Array.from({ length: runs[text] }, read);
      const count = counts.reduce((sum, n) => sum + 2 * n, single[text]);
      const places = forecast(ways[at++], count, last[text], read);
      last[text] = [places, ...last[text].slice(0, 1)];
      return { text, counts, places };
    };
    this.coded = new Map(
      pages.map(([key, layers, words]) => [key, [layers.map((parts) => parts.map(part)), words]]),
    );
    this.drawn = new Map();
  }
  has(key) {
    return this.coded.has(key);
  }
  get(key) {
    if (!this.has(key) || this.drawn.has(key)) return this.drawn.get(key);
    const [layers, words] = this.coded.get(key);
    const page = [key, layers.map((parts) => parts.map((p) => this.draw(p)).join("")), words];
    if (this.drawn.size >= KEPT) this.drawn.clear();
    this.drawn.set(key, page);
    return page;
  }
  draw({ text, counts, places }) {
    let at = 0,
      run = 0,
      drawn = "";
    const place = () => places[at++] / SCALE;
    for (const piece of this.pieces[text]) {
      if (piece === "\x01") drawn += place();
      else if (piece === "\x02")
        for (let n = counts[run++]; n; n--) drawn += ` L ${place()} ${place()}`;
      else drawn += piece;
    }
    return drawn;
  }
}

// What else is told of the pages, and `pages`: a Library.
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const all = await new Response(plain).arrayBuffer();
  const size = new DataView(all).getUint32(0, true);
  const told = JSON.parse(new TextDecoder().decode(new Uint8Array(all, 4, size)));
  return { ...told, pages: new Library(told, new Uint8Array(all, 4 + size)) };
}
