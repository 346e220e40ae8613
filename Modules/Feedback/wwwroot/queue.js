// The moderators' queue by keys: every action is the form that stands in the row. What colleagues do arrives by itself.
import { follow } from "/_content/Conference.Shared/live.js";
import { renew, renewSoon } from "./renew.js";

const queue = document.querySelector("[data-queue]");
const said = queue.querySelector("[data-said]"), help = queue.querySelector("[data-help]"), keys = queue.querySelector("[data-keys]");
const rows = () => [...queue.querySelectorAll("[data-list] article")];
const soon = renewSoon(300);

follow("desk/comments", queue.dataset.seen, soon);

function go(to) {
  const list = rows();
  list[Math.max(0, Math.min(to, list.length - 1))]?.focus();
}

const here = () => document.activeElement?.closest("[data-list] article");

// One key, one action of the row that has the focus.
queue.addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const row = here(), open = e.target.closest("details[open]");
  if (e.key === "Escape" && open) {
    open.open = false;
    row?.focus();
    e.preventDefault();
    return;
  }
  if (e.target.closest("input, textarea, select, dialog")) return;
  const at = rows().indexOf(row), key = e.key.toLowerCase();
  if (key === "j" || key === "arrowdown" && row) go(at + 1);
  else if (key === "k" || key === "arrowup" && row) go(at - 1);
  else if (key === "?") keys.showModal();
  else if (key === "u") queue.querySelector("[data-undo][data-mine=true] button")?.click();
  else if (row) {
    const act = row.querySelector(`.acts [data-key="${CSS.escape(key)}"]`);
    if (!act) return;
    if (act instanceof HTMLFormElement) act.requestSubmit(act.querySelector("button"));
    else {
      act.open = true;
      act.querySelector("select, textarea, input:not([type=hidden])").focus();
    }
  } else return;
  e.preventDefault();
});

queue.addEventListener("submit", async e => {
  if (e.target.method !== "post") return;
  e.preventDefault();
  const form = e.target, row = form.closest("[data-list] article");
  for (const open of row?.querySelectorAll("details[open]") ?? []) open.open = false;
  row?.focus({ preventScroll: true });
  try {
    const page = await renew(fetch(form.action, { method: "POST", body: new FormData(form, e.submitter), headers: { "X-Requested-With": "fetch" } }));
    tell(page.querySelector(".page-notice"));
  } catch {
    say(queue.dataset.lost);
  }
});

/** Shows what the page says about the action, in its place above the page and to those who listen. */
function tell(notice) {
  document.querySelector(".page-notice")?.remove();
  if (!notice) return;
  queue.before(notice);
  say(notice.textContent.trim());
}

function say(sentence) { said.textContent = sentence; }

/** An action that can no longer be undone does not offer it. */
function forget() {
  for (const undo of queue.querySelectorAll("[data-undo]:not([data-timed])")) {
    undo.dataset.timed = "";
    setTimeout(() => undo.remove(), Number(undo.dataset.undo));
  }
}

new MutationObserver(forget).observe(queue, { childList: true, subtree: true });
help.hidden = false;
help.addEventListener("click", () => keys.showModal());
forget();
if (location.hash === "") rows()[0]?.focus({ preventScroll: true });
