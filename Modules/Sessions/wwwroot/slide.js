// Slides, on a big screen and in the small preview: texts as large as their box allows, in pages that turn by themselves
// where even the smallest legible size is too large, and the time of day.
import { serverNow } from "/_content/Conference.Shared/clock.js";

// In hundredths of the slide's width (of a wide slide); the last of each is the smallest that the last row can read.
const SIZES = {
  "": [5.2, 4.6, 4, 3.5, 3.1, 2.8, 2.5, 2.25, 2.05], person: [6.4, 5.8, 5.2, 4.6, 4, 3.5, 3, 2.6], title: [6, 5.2, 4.6, 4, 3.5, 3],
  vote: [3, 2.7, 2.4, 2.1, 1.9, 1.7], list: [3, 2.7, 2.45, 2.2, 2.05], message: [8, 7, 6, 5.2, 4.6, 4, 3.5, 3, 2.6, 2.3],
};
const LEAST = 12, MOST = 75, SIGNS_PER_SECOND = 18;

const overflows = (box, text) => text.scrollHeight > box.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1;

function fit(box) {
  const text = box.querySelector("[data-fit-text]");
  if (!text || !box.clientWidth || !box.clientHeight) return;
  text.classList.remove("is-paged");
  text.style.cssText = "";
  box.removeAttribute("data-pages");
  const sizes = SIZES[box.dataset.fit] ?? SIZES[""];
  const size = sizes.find(size => { box.style.setProperty("--fit", size); return !overflows(box, text); });
  if (size !== undefined) return;
  text.classList.add("is-paged");
  const width = text.clientWidth, gap = Math.ceil(width * .08);
  text.style.setProperty("--column", `${width}px`);
  text.style.setProperty("--column-gap", `${gap}px`);
  box.dataset.step = width + gap;
  box.dataset.pages = Math.max(1, Math.round((text.scrollWidth + gap) / (width + gap)));
  turn(box);
}

/** All screens turn a page at the same moment: it follows from the server's clock and from when the slide was put on. */
function turn(box) {
  const pages = Number(box.dataset.pages), text = box.querySelector("[data-fit-text]");
  const since = Number(box.closest("[data-since]").dataset.since);
  const time = Math.min(MOST, Math.max(LEAST, text.textContent.length / pages / SIGNS_PER_SECOND)) * 1000;
  const page = Math.floor(Math.max(0, serverNow() - since) / time) % pages;
  text.style.transform = `translateX(${-page * Number(box.dataset.step)}px)`;
  const label = `${page + 1} / ${pages}`;
  if (box.dataset.page !== label) box.dataset.page = label;
}

export function fitAll(within = document) { for (const box of within.querySelectorAll("[data-fit]")) fit(box); }

const sized = new WeakMap();
const resized = new ResizeObserver(entries => {
  for (const { target, contentRect } of entries) {
    const size = `${Math.round(contentRect.width)}x${Math.round(contentRect.height)}`;
    if (sized.get(target) !== size) { sized.set(target, size); fit(target); }
  }
});

/** Fits the slides that are new on the page, and again whenever their box changes. */
export function watch(within = document) {
  for (const box of within.querySelectorAll("[data-fit]")) { fit(box); resized.observe(box); }
  tick();
}

function tick() {
  const now = serverNow(), vi = document.documentElement.lang === "vi";
  for (const clock of document.querySelectorAll("[data-time-of-day]")) {
    const at = new Date(now).toLocaleTimeString("en-GB", { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit" });
    const text = vi ? at.replace(/^0/, "").replace(":", "h") : at;
    if (clock.textContent !== text) clock.textContent = text;
  }
  for (const box of document.querySelectorAll("[data-pages]")) turn(box);
}

document.addEventListener("renewed", event => watch(event.target.parentElement ?? document));
// A letter that is drawn for the first time may bring another font, and other widths, after its slide was fitted.
document.fonts?.addEventListener("loadingdone", () => fitAll());
document.fonts?.ready.then(() => fitAll());
setInterval(tick, 500);
watch();
