// Pictures and cards on a web page with no kernel: each picture's pages are a script of their own,
// loaded when it comes near the window, from a folder of a disk as well as from a server.

const NEAR = "600px"; // of a window's edge: pages are loaded from here on
const UNLOCK = "regviz-unlock"; // the event by which a card frees its picture

const arrived = new Map(); // name of a pack -> what takes it
const packs = new Map(); // address of a pack -> a promise of it
window.regvizPack = (name, packed) => arrived.get(name)?.(packed);

function load(src) {
  if (packs.has(src)) return packs.get(src);
  const loading = new Promise((found, failed) => {
    arrived.set(src.replace(/^.*\/|\.js$/g, ""), found);
    const script = document.createElement("script");
    script.addEventListener("error", () => {
      packs.delete(src); // it may be there when it is asked for again
      failed(new Error(`${src} could not be loaded`));
    });
    document.head.append(Object.assign(script, { src }));
  });
  packs.set(src, loading);
  return loading;
}

// Put the picture that moves in the place of the still one.
async function enliven(el) {
  if (el.dataset.alive) return;
  el.dataset.alive = "soon";
  const { pack, state, address } = el.dataset;
  try {
    const packed = await load(pack);
    const ready = () => el.replaceChildren();
    await standalone(el, packed, { state, address: address !== undefined, ready });
    el.dataset.alive = "yes";
    el.dispatchEvent(new CustomEvent("regviz-alive", { bubbles: true }));
  } catch (error) {
    delete el.dataset.alive;
    const told = el.querySelector(".regviz-lost") ?? make("p", el, { class: "regviz-lost" });
    told.textContent = `This picture stays still: ${error.message}.`;
  }
}

function whenNear(el, act) {
  const watch = new IntersectionObserver(
    (seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watch.disconnect();
      act();
    },
    { rootMargin: NEAR },
  );
  watch.observe(el);
}

// A picture; one that a card keeps is empty until the card is answered, or it is asked for.
function live(el) {
  if (!el.dataset.card) return whenNear(el, () => enliven(el));
  whenNear(el, () => load(el.dataset.pack).catch(() => {}));
  const open = (focus) => enliven(el).then(() => focus && el.firstElementChild?.focus());
  const veil = el.querySelector(".regviz-veil");
  const show = make("button", veil, { type: "button" }, "show it without a prediction");
  show.addEventListener("click", () => open(true));
  document.addEventListener(UNLOCK, (event) => {
    if (event.detail === el.dataset.card) open(false);
  });
}

// A card whose answers are in the page. `once`: the first answer stands; otherwise it is asked
// until it is right.
function card(el) {
  const { id, once, replies, number, ...state } = JSON.parse(
    el.querySelector("script").textContent,
  );
  const shows = [];
  const set = (name, value) => {
    state[name] = value;
    shows.forEach((show) => show());
  };
  const judge = (given) => {
    if (!number) return replies[given];
    const said = Number(given.trim().replace("−", "-").replace(",", "."));
    if (given.trim() === "" || !Number.isFinite(said))
      return { text: number.refused.replace("{}", given), right: null, settled: false };
    const near = Math.abs(said - number.answer) <= number.tolerance;
    const reply = near ? number.right : number.wrong;
    return { ...reply, text: reply.text.replace("{}", String(said)) };
  };
  const model = {
    get: (name) => state[name],
    on: (_, show) => shows.push(show),
    off() {},
    send({ commit }) {
      const reply = judge(commit);
      if (!reply || (once && state.choice !== null)) return;
      if (reply.right !== null) state.choice = commit;
      set("reply", reply);
      if (once && reply.settled) document.dispatchEvent(new CustomEvent(UNLOCK, { detail: id }));
    },
  };
  el.replaceChildren();
  cards.render({ model, el });
}

// In a frame of somebody's page: tell that page how high the picture is, and hear its theme.
function framed() {
  if (window.parent === window) return;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ regviz: "height", height, address: location.href }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  window.addEventListener("message", ({ data }) => data?.regvizTheme && theme(data.regvizTheme));
}

// `light`, `dark`, or `auto`: what the reader's system prefers. Pages that have a theme of their
// own are followed without this: the colour of their text decides.
function theme(name) {
  document.documentElement.dataset.theme = name;
}
window.regvizTheme = theme;

function begin() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("theme");
  if (asked) theme(asked);
  document.querySelectorAll(".regviz-live").forEach(live);
  document.querySelectorAll(".regviz-question").forEach(card);
  if (document.querySelector(".regviz-live[data-address]")) framed();
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
