// Clocks that all screens show alike: they count by the server's time, not by the laptop's.
// [data-clock] counts: data-running is the server time in ms since which it runs (empty while it stands), data-spent the ms
// spent before, data-limit the ms allowed (empty: it counts up). Over the limit it counts what is over.
import { askTime } from "./live.js";

let offset = null, best = Infinity;

/** The server's time in ms, as far as this page knows it. */
export const serverNow = () => Date.now() + (offset ?? startOffset());

// Until the connection stands, the moment at which the page was made is the nearest there is.
function startOffset() {
  const made = Number(document.querySelector("[data-server-now]")?.dataset.serverNow);
  const arrived = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
  return offset = made ? made - arrived : 0;
}

/** Of several answers the one that came back quickest tells the time best. */
async function measure() {
  for (let i = 0; i < 5; i++) {
    const sent = Date.now();
    const at = await askTime().catch(() => null);
    if (at === null) return;
    const took = Date.now() - sent;
    if (took <= best) { best = took; offset = at + took / 2 - Date.now(); }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

export function spent(clock) {
  const { running, spent: before } = clock.dataset;
  return (Number(before) || 0) + (running ? Math.max(0, serverNow() - Number(running)) : 0);
}

const minutes = ms => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

function show(clock) {
  const limit = Number(clock.dataset.limit) || 0, gone = spent(clock), left = limit - gone;
  // What is left is rounded up, what is over is rounded down: 0:00 is the moment when time is up.
  const text = !limit ? minutes(gone) : left > 0 ? minutes(Math.ceil(left / 1000) * 1000) : `+${minutes(-left)}`;
  if (clock.textContent !== text) clock.textContent = text;
  const warn = Number(clock.dataset.warn) || 0;
  const look = !limit ? "" : left <= 0 ? "over" : left <= warn ? "near" : "";
  if ((clock.dataset.look ?? "") !== look) {
    const before = clock.dataset.look;
    clock.dataset.look = look;
    if (before !== undefined) clock.dispatchEvent(new CustomEvent("clock", { bubbles: true, detail: look }));
  }
  const bar = clock.closest("[data-clocked]")?.querySelector("progress");
  if (bar && limit) bar.value = Math.min(1, gone / limit);
}

const showAll = () => { for (const clock of document.querySelectorAll("[data-clock]")) show(clock); };
setInterval(showAll, 100);
document.addEventListener("renewed", showAll);
showAll();
setTimeout(measure, 300);
setInterval(() => { best += 5; measure(); }, 20_000);
