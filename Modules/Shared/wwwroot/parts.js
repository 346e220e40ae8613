// Parts of a page that are read again when something happens: [data-part] is where from, [data-topic] what to follow and
// [data-seen] the last event that the part already shows. What someone is typing in a part is carried over into the new one.
import { follow } from "./live.js";

const parts = () => [...document.querySelectorAll("[data-part]")];
const running = new Map(), again = new Set();

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

/** Tells those who listen rather than look. */
export function say(sentence) {
  if (sentence && sentence !== status.textContent) status.textContent = sentence;
}

/** Reads one part again; while it is being read, another wish makes it one more reading. */
export async function renew(part) {
  const url = part.dataset.part;
  if (running.has(url)) { again.add(url); return running.get(url); }
  const reading = read(part, url).catch(() => {}).finally(() => {
    running.delete(url);
    if (again.delete(url)) for (const same of parts()) if (same.dataset.part === url) renew(same);
  });
  running.set(url, reading);
  return reading;
}

export const renewAll = () => Promise.all(parts().map(renew));

async function read(part, url) {
  const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
  // A part that has come to be read from elsewhere meanwhile is not put back to what it showed before.
  if (!answer.ok || answer.redirected || !part.isConnected || part.dataset.part !== url) return;
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  const fresh = holder.content.firstElementChild;
  if (!fresh) return;
  if (same(part, fresh)) { part.dataset.seen = fresh.dataset.seen ?? ""; return; }
  const focused = part.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  const selection = focused && "selectionStart" in document.activeElement ? [document.activeElement.selectionStart, document.activeElement.selectionEnd] : null;
  keep(part, fresh);
  part.replaceWith(fresh);
  if (focused) {
    const heir = [...fresh.querySelectorAll("button, a, input, select, textarea, summary, [tabindex]")].find(element => keyOf(element) === focused);
    heir?.focus({ preventScroll: true });
    if (heir && selection && selection[0] !== null) try { heir.setSelectionRange(...selection); } catch { /* not a text field */ }
  }
  fresh.dispatchEvent(new CustomEvent("renewed", { bubbles: true }));
  say(fresh.dataset.say);
}

// Antiforgery tokens differ with every reading and say nothing.
const plain = html => html.replace(/ value="[^"]{80,}"/g, "").replace(/ data-seen="\d*"/g, "");
const same = (part, fresh) => plain(part.outerHTML) === plain(fresh.outerHTML);

function keyOf(element) {
  return element.dataset.key ?? element.id ?? `${element.form?.getAttribute("action")} ${element.name}`;
}

/** What was typed or opened in the old part stands in the new one as well. */
function keep(old, fresh) {
  const open = new Set([...old.querySelectorAll("details[open]")].map(d => d.dataset.key ?? d.id));
  for (const details of fresh.querySelectorAll("details")) if (open.has(details.dataset.key ?? details.id) && (details.dataset.key || details.id)) details.open = true;
  for (const field of old.querySelectorAll("input, textarea, select")) {
    const heir = () => [...fresh.querySelectorAll(field.tagName)].find(f => f.name === field.name && f.type === field.type && f.value !== undefined
      && f.form?.getAttribute("action") === field.form?.getAttribute("action") && (!/radio|checkbox/.test(f.type) || f.value === field.value));
    if (field.type === "hidden" || !field.name) continue;
    if (/radio|checkbox/.test(field.type)) { if (field.checked !== field.defaultChecked && heir()) heir().checked = field.checked; }
    else if (field.tagName === "SELECT" ? ![...field.options].every(o => o.selected === o.defaultSelected) : field.value !== field.defaultValue) { if (heir()) heir().value = field.value; }
  }
}

// Halls of laptops do not all ask in the same instant: a part with [data-spread] waits a random part of so many milliseconds.
function followAll() {
  const topics = Map.groupBy(parts().filter(p => p.dataset.topic && p.dataset.seen), p => p.dataset.topic);
  for (const [topic, some] of topics) {
    let waiting = false;
    follow(topic, Math.min(...some.map(p => Number(p.dataset.seen) || 0)), () => {
      if (waiting) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        for (const part of parts()) if (part.dataset.topic === topic) setTimeout(() => renew(document.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`) ?? part), Math.random() * (Number(part.dataset.spread) || 0));
      }, 25);
    });
  }
}

followAll();
// Minutes pass without events.
setInterval(() => { if (!document.hidden) renewAll(); }, 60_000);
