// Measures one slider and one picture in the page, the same way for every route. In every animation frame it reads
// where the handle stands (`at`) and which state the picture shows (`seen`), both as positions of the slider; the
// frame is dated when it has been painted (the first task after it). Keys and mouse moves carry the browser's time.
({ handle, box, route, count }) => {
  const origin = handle.closest(".noUi-origin"), rows = [...box.querySelectorAll(".regviz-control")];
  const part = rows.findIndex((row) => row.contains(handle)); // the slider's part of a stage's key
  // A native slider says its position. noUiSlider moves its origin from translate(-1000%) at the left end to 0%.
  const share = () => 1 + parseFloat(/translate\((-?[\d.]+)/.exec(origin.style.transform)[1]) / 1000;
  const at = () => (origin ? Math.round(share() * (count - 1)) : Number(handle.value));
  let source = null, title = NaN;
  const picture = () => {
    const image = [...box.querySelectorAll("img")].at(-1);
    if (!image?.complete || !image.naturalWidth) return NaN;
    if (image.src !== source) {
      source = image.src; // the PNG's Title, a few bytes after its header, is the slider's position
      title = Number(/Title\0(\d+)/.exec(atob(source.split(",")[1].slice(0, 800)))?.[1]);
    }
    return title;
  };
  const routes = {
    label: () => Number(box.querySelector(".echo").textContent),
    picture,
    stage: () => Number(box.querySelector(".regviz-stage").dataset.key.split("|")[part]),
  };
  const seen = routes[route];

  let log = [], moves = [], key = null, running = true;
  window.addEventListener("keydown", (event) => { key = event.timeStamp; }, true);
  window.addEventListener("pointermove", (event) => { moves.push([event.timeStamp, null]); }, true);
  const painted = new MessageChannel(), waiting = [];
  painted.port1.onmessage = () => log.push([performance.now(), ...waiting.shift()]);
  const tick = () => {
    if (!running) return;
    const now = at();
    for (let i = moves.length - 1; i >= 0 && moves[i][1] === null; i--) moves[i][1] = now;
    waiting.push([now, seen()]);
    painted.port2.postMessage(0);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);

  return {
    start() { log = []; moves = []; key = null; },
    // The frames since start(), once the picture shows where the handle stands and the handle rests.
    async settled(limit = 8000) {
      const begin = performance.now(), hand = Math.max(key ?? 0, moves.at(-1)?.[0] ?? 0);
      while (performance.now() - begin < limit) {
        await new Promise((go) => setTimeout(go, 20));
        const last = log.slice(-3);
        if (last.length === 3 && last[0][0] > hand && last.every((f) => f[1] === last[0][1] && f[2] === f[1])) break;
      }
      return { frames: log, moves, key };
    },
    stop() { running = false; },
  };
}
