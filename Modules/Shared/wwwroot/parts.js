// Parts of a page that are read again when something happens: [data-part] is where from, [data-topic] what to follow and
// [data-seen] the last event that the part already shows. The field in which someone is typing stays where it is while all
// around it is made anew: its text, the selection, a syllable that is being put together, a list that hangs on it. What was
// typed in other fields is carried over.
import { follow } from "./live.js";

const parts = () => [...document.querySelectorAll("[data-part]")];
const running = new Map(), again = new Set(), took = new Map(), planned = new Map();

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

/** Tells those who listen rather than look. */
export function say(sentence) {
  if (sentence && sentence !== status.textContent) status.textContent = sentence;
}

/** Reads one part again; while it is being read, another wish makes it one more reading. */
export async function renew(part, event = null) {
  const url = part.dataset.part;
  if (running.has(url)) { again.add(url); return running.get(url); }
  const begun = performance.now();
  const reading = read(part, url, event).catch(() => {}).finally(() => {
    running.delete(url);
    took.set(url, performance.now() - begun);
    if (again.delete(url)) for (const same of parts()) if (same.dataset.part === url) renew(same);
  });
  running.set(url, reading);
  return reading;
}

export const renewAll = () => Promise.all(parts().map(part => renew(part)));

async function read(part, url, event) {
  const answer = await fetch(url, { headers: { "X-Requested-With": "fetch", ...(event && { "X-Heard": event.sequence }) } });
  // A part that has come to be read from elsewhere meanwhile is not put back to what it showed before.
  if (!answer.ok || answer.redirected || !part.isConnected || part.dataset.part !== url) return;
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  const fresh = holder.content.firstElementChild;
  if (!fresh) return;
  if (same(part, fresh)) { part.dataset.seen = fresh.dataset.seen ?? ""; return; }
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const typing = active?.matches("input:not([type=radio], [type=checkbox]), textarea, select") ? active : null;
  const heir = active && [...fresh.querySelectorAll("button, a, input, select, textarea, summary, [tabindex]")].find(element => keyOf(element) === keyOf(active));
  keep(part, fresh);
  if (typing && heir && makeAnewAround(typing, part, heir, fresh)) { renewed(part); return; }
  const selection = typing && "selectionStart" in typing ? [typing.selectionStart, typing.selectionEnd] : null;
  // Where there is no such form any more, what is being typed in it is not thrown away: sending it tells why.
  const orphan = typing && !heir && typing.value !== typing.defaultValue ? typing.form : null;
  if (orphan) (fresh.firstElementChild ?? fresh).append(orphan);
  part.replaceWith(fresh);
  const next = heir ?? (orphan ? typing : null);
  next?.focus({ preventScroll: true });
  if (next && selection && selection[0] !== null) try { next.setSelectionRange(...selection); } catch { /* not a text field */ }
  renewed(fresh);
}

function renewed(part) {
  part.dispatchEvent(new CustomEvent("renewed", { bubbles: true }));
  say(part.dataset.say);
}

/** Puts the new part around the field, which is not touched; false where the new part has it elsewhere. */
function makeAnewAround(field, part, heir, fresh) {
  const way = (element, root) => { const steps = []; for (let at = element; at !== root; at = at.parentElement) steps.unshift(at); return [root, ...steps]; };
  const [old, anew] = [way(field, part), way(heir, fresh)];
  if (old.length !== anew.length || old.some((element, i) => element.tagName !== anew[i].tagName)) return false;
  old.slice(0, -1).forEach((element, i) => {
    for (const { name, value } of [...anew[i].attributes]) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    for (const { name } of [...element.attributes]) if (!anew[i].hasAttribute(name) && name !== "open" && name !== "data-busy") element.removeAttribute(name);
    const [stays, gives] = [old[i + 1], anew[i + 1]];
    for (const child of [...element.childNodes]) if (child !== stays && !child.matches?.(`[data-of="${CSS.escape(stays.id)}"]`)) child.remove();
    let before = true;
    for (const child of [...anew[i].childNodes]) {
      if (child === gives) before = false;
      else if (before) stays.before(child);
      else element.append(child);
    }
  });
  return true;
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

// Halls of laptops do not all ask in the same instant: a part with [data-spread] waits a random part of so many milliseconds,
// and as long again as its last reading took; of acts in [data-waits], which come in great numbers, it hears five times as
// slowly. A part with [data-hears] is read again for those acts or kinds of events alone.
const said = (words, act) => words?.split(" ").includes(act);
const actOf = event => event.body?.act ?? event.kind;

function plan(part, event) {
  const { part: url, spread, hears, waits } = part.dataset, act = actOf(event);
  if (hears && !said(hears, act) && !event.body?.undone) return;
  const hall = Number(spread) || 0, now = performance.now();
  const due = now + 25 + (hall && Math.random() * hall * (said(waits, act) ? 5 : 1) + (took.get(url) ?? 0));
  const before = planned.get(url);
  if (before) {
    before.event = event;
    if (before.due <= due) return;
    clearTimeout(before.timer);
  }
  const plan = { due, event };
  plan.timer = setTimeout(() => {
    planned.delete(url);
    const present = document.querySelector(`[data-part="${CSS.escape(url)}"]`);
    if (present) renew(present, plan.event);
  }, due - now);
  planned.set(url, plan);
}

function followAll() {
  const topics = Map.groupBy(parts().filter(p => p.dataset.topic && p.dataset.seen), p => p.dataset.topic);
  for (const [topic, some] of topics)
    follow(topic, Math.min(...some.map(p => Number(p.dataset.seen) || 0)), event => { for (const part of parts()) if (part.dataset.topic === topic) plan(part, event); });
}

followAll();
// Minutes pass without events.
setInterval(() => { if (!document.hidden) renewAll(); }, 60_000);
