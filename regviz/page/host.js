// The picture in a notebook: pages come from the kernel, and all state is one widget's.

// Reads pages from one growing zlib stream: each message brings its next piece, `fresh` begins a
// new one.
function unpacker(found) {
  let writer = null;
  const read = async (stream) => {
    let rest = "";
    for await (const text of stream) {
      const lines = (rest + text).split("\n");
      rest = lines.pop();
      lines.forEach((line) => found(JSON.parse(line)));
    }
  };
  return (fresh, bytes) => {
    if (fresh) {
      const inflate = new DecompressionStream("deflate");
      writer = inflate.writable.getWriter();
      const text = inflate.readable.pipeThrough(new TextDecoderStream());
      read(text[Symbol.asyncIterator] ? text : chunks(text));
    }
    writer?.write(bytes);
  };
}
async function* chunks(stream) {
  // where a stream cannot be iterated
  const reader = stream.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

const LATE = 500; // milliseconds after which a page is late
const SETTLED = 1500; // and after which the host has made the thread where it hears this page
const STOP = "__import__('regviz.page.running').page.running.stop";

// Ends what the kernel computes, where the host gives a way to it. Beside a running cell the kernel
// answers the page in a thread of its own, which an interrupt does not reach.
function end(kernel, page, question) {
  if (!kernel.supportsSubshells) return kernel.interrupt();
  const code = `${STOP}(${JSON.stringify(page)}, ${question})`;
  kernel.requestExecute({ code, silent: true, store_history: false });
}

// Where the host tells it: a question waits there until the line is back.
function cut(kernel) {
  return (kernel?.connectionStatus ?? "connected") !== "connected";
}

export default () => {
  let book,
    alive = () => true,
    kernel = () => null,
    late = null,
    question = 0,
    before,
    asked = null,
    askedAt = 0;
  const places = new Map(); // element on the page -> its face

  // Latest wins: one question at a time, and the next one is where the hand is by then.
  const want = (model, key) => {
    if (model.get("locked")) return;
    if (!alive()) return book.trouble(GONE);
    if (asked !== null && Date.now() - askedAt < 5000) return;
    asked = key;
    before = book.current;
    askedAt = Date.now();
    question = Date.now(); // rises in every tab, also after a reload
    model.send({ type: "want", key, question });
    late ??= setTimeout(() => tellLate(model.get("me")), LATE);
  };
  const tellLate = (me) => {
    let lost = null; // what was said: whether the line is cut
    const say = () => {
      if (lost === cut(kernel())) return;
      const back = lost;
      lost = cut(kernel());
      if (back) {
        asked = null; // a question that waited may have got lost on the way: it is asked again
        book.turn();
      }
      const stop = kernel()?.interrupt && (() => end(kernel(), me, question));
      if (lost) book.computing("no connection to the kernel … ");
      else if (stop) book.computing("computing … ", stop);
      else book.computing("computing … Interrupt the kernel to stop it.");
    };
    say();
    late = setInterval(() => {
      if (alive()) return say();
      answered();
      book.trouble(GONE);
    }, 1000);
  };
  // The page that was asked for is there, or has failed; another one may be asked for at once.
  const answered = () => {
    asked = null;
    setTimeout(() => {
      if (asked !== null || late === null) return;
      clearTimeout(late);
      late = null;
      book.computing("");
    });
  };
  const tell = (text) => book.faces.forEach((face) => face.note(text));
  const arrived = (page) => {
    book.put(page);
    if (page[0] !== asked && page[0] !== book.key) return;
    // The hand may be further on: an older page is shown as long as nothing newer was.
    if (page[0] === asked && book.current === before) book.show(page);
    if (page[0] === asked) answered();
    book.turn();
  };
  const unpack = unpacker(arrived);
  const heard = {
    pages({ fresh }, [piece]) {
      unpack(fresh, piece);
    },
    trouble({ key, text, stopped }) {
      if (key === asked) answered();
      // Where the hand has gone on meanwhile, a stop holds for that state, too.
      if (stopped || key === book.key) book.trouble(text);
      else book.turn();
    },
    ...answers(tell),
  };
  const bind = (model) => {
    const turn = () => {
      if (book === made) made.turn();
    }; // a book that was replaced turns no more
    const controls = model
      .get("plan")
      .controls.map((spec) => follow(spec, model, turn, () => alive()));
    const made = (book = new Book(
      model.get("plan"),
      picture(model.get("background")),
      controls,
      (key) => want(model, key),
    ));
    book.stop = model.get("stop");
    book.stood = (stop) => {
      model.set("stop", stop);
      if (alive()) model.save_changes();
    };
    book.put(model.get("page"));
    answered();
  };
  const open = (model, el) => {
    if (!book.faces.size && alive()) {
      model.send({ type: "hello" });
      setTimeout(() => alive() && model.send({ type: "here" }), SETTLED);
    }
    const face = new Face(el, book, (message) => (alive() ? model.send(message) : tell(GONE)));
    face.lock(model.get("locked"));
    places.set(el, face);
  };
  // Locked or unlocked: another picture, another plan.
  const dress = (model) => {
    const old = [...places];
    old.forEach(([, face]) => face.close());
    bind(model);
    old.forEach(([el]) => open(model, el));
  };

  return {
    async initialize({ model }) {
      bind(model);
      model.on("msg:custom", (message, buffers) => heard[message.type](message, buffers));
      model.on("change:plan", () => dress(model));
      model.on("change:stop", () => {
        book.stop = model.get("stop");
        book.faces.forEach((face) => face.walk.show());
      });
      // Not awaited: the host makes this very model known only afterwards.
      const meet = () => {
        const found = model.get("me") ? model.widget_manager?.get_model(model.get("me")) : null;
        found?.then(
          (own) => {
            alive = () => own.comm_live !== false; // not every host tells
            kernel = () => own.widget_manager?.kernel;
          },
          () => {},
        );
      };
      model.on("change:me", meet);
      meet();
    },
    render({ model, el }) {
      open(model, el);
      return () => {
        places.get(el).close();
        places.delete(el);
      };
    },
  };
};
