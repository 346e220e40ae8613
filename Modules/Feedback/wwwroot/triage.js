// The triage board: outcomes arrive live, selection and scroll position survive every action, keys for those who work fast.
import { follow } from "/_content/Conference.Shared/live.js";
import { fate, fill, textsOf } from "./comment.js";

const board = document.querySelector("[data-triage]");
const form = document.getElementById("triage");
const texts = textsOf(board);
const boxes = () => [...form.querySelectorAll("input[name=comments]")];
const all = board.querySelector("[data-all]"), selected = board.querySelector("[data-selected]");
const news = board.querySelector("[data-news]");
// The filters chosen last stand in the address again, to be kept or handed on.
history.replaceState(null, "", board.dataset.here + location.hash);
const memory = `conference.triage${location.pathname}${location.search}`;
let arrived = 0;

follow("desk/comments", board.dataset.seen, ({ kind, body }) => {
  if (kind === "comment") {
    arrived++;
    news.hidden = false;
    news.querySelector("[data-news-count]").textContent = fill(arrived === 1 ? texts.oneNew : texts.someNew, arrived);
  } else if (kind === "changed" && form.querySelector(`[data-comment="${CSS.escape(body.id)}"]`)) {
    news.hidden = false;
    news.querySelector("[data-news-count]").textContent = texts.changed;
  } else if (kind === "outcome") {
    const row = form.querySelector(`[data-comment="${CSS.escape(body.id)}"]`);
    if (row) fate(row, body, texts, false);
  }
});

function count() {
  const chosen = boxes().filter(b => b.checked).length;
  if (selected) selected.textContent = chosen || "";
  const box = all?.querySelector("input");
  if (box) { box.checked = chosen > 0 && chosen === boxes().length; box.indeterminate = chosen > 0 && !box.checked; }
}

if (all) {
  all.hidden = false;
  all.addEventListener("change", e => {
    e.stopPropagation();
    for (const box of boxes()) box.checked = e.target.checked;
    count();
  });
}
form.addEventListener("change", count);

// Back at the same place, with the same rows selected, after an action has been and returned.
const kept = JSON.parse(sessionStorage.getItem(memory) ?? "null");
sessionStorage.removeItem(memory);
if (kept) {
  for (const box of boxes()) box.checked = kept.chosen.includes(box.value);
  scrollTo(0, kept.top);
  const side = board.querySelector(".board-side");
  if (side) side.scrollTop = kept.side;
}
count();
addEventListener("submit", e => {
  if (e.target.method !== "post") return;
  const side = board.querySelector(".board-side");
  sessionStorage.setItem(memory, JSON.stringify({ chosen: boxes().filter(b => b.checked).map(b => b.value), top: scrollY, side: side?.scrollTop ?? 0 }));
});

const keys = board.querySelector("[data-keys]");
if (boxes().length > 0) {
  keys.hidden = false;
  addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const list = boxes(), at = list.indexOf(document.activeElement);
    if (e.key === "j") list[Math.min(at + 1, list.length - 1)].focus();
    else if (e.key === "k") list[Math.max(at - 1, 0)].focus();
    else if (e.key === "x" && at >= 0) list[at].click();
    else return;
    e.preventDefault();
  });
}
