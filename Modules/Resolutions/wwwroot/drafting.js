// An open draft that is written in like a text: click into a clause and type. What is typed is kept on this laptop at once and
// saved by itself; the text is read again when anything of it changes, except where someone is writing. Without this script
// every act is a button and a page of its own.
import { follow, send } from "/_content/Conference.Shared/live.js";
import { dragComments } from "./drag-comment.js";

const IDLE = 2500, LONGEST = 10000, HERE = 30000, GONE = 75000;

const main = document.querySelector("main[data-topic]");
const words = main.dataset;
const home = words.draft;
const state = main.querySelector("[data-state]"), news = main.querySelector("[data-news]"), others = main.querySelector("[data-others]");
const format = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, i) => values[i]);
const list = () => main.querySelector("ol.clauses");
const clause = id => list().querySelector(`li[data-id="${id}"]`);
const token = () => main.querySelector("input[name=__RequestVerificationToken]").value;

/** Says in words how what was written stands. */
function tell(sentence, kind = "", link) {
  state.textContent = sentence;
  state.dataset.kind = kind;
  if (!link) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: words.seeBoth });
  button.addEventListener("click", link);
  state.append(" ", button);
}

function announce(sentence, url) {
  news.textContent = sentence + " ";
  if (url) news.append(Object.assign(document.createElement("a"), { href: url, textContent: words.reload }));
}

/** Posts like a form, and answers {ok, status, …what the page says}; throws where there is no connection. */
async function post(url, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) body.append(name, value);
  body.set("__RequestVerificationToken", token());
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) { location.reload(); throw new Error("Signed out."); }
  return { ok: answer.ok, status: answer.status, ...await answer.json() };
}

// ── The text, read again ────────────────────────────────────────────────────────────────────────────────────────

let reading = null, readAgain = false, hurried = 0;

function refreshSoon() {
  clearTimeout(hurried);
  hurried = setTimeout(refresh, 250);
}

/** Reads contents and text again. The clause someone writes in keeps its form; everything else becomes what it is now. */
function refresh() {
  if (reading) { readAgain = true; return reading; }
  reading = read().catch(() => {}).finally(() => {
    reading = null;
    // Who waits wants what is there after they asked.
    if (readAgain) { readAgain = false; return refresh(); }
  });
  return reading;
}

async function read() {
  const query = new URLSearchParams(location.search);
  query.set("handler", "Text");
  query.delete("clause");
  const answer = await fetch(`${home}?${query}`);
  if (!answer.ok || answer.redirected) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  main.querySelector(".toc").replaceWith(holder.content.querySelector(".toc"));
  const fresh = holder.content.querySelector("ol.clauses"), now = list();
  const [undo, redo] = fresh.dataset.acts.split(" ").map(Number);
  const buttons = main.querySelectorAll("[data-undo] button");
  buttons[0].disabled = undo === 0;
  buttons[1].disabled = redo === 0;
  const known = new Map([...now.children].map(li => [li.dataset.id, li]));
  let previous = null;
  const focus = document.activeElement, at = now.contains(focus) && "selectionStart" in focus ? [focus.selectionStart, focus.selectionEnd] : null;
  const number = focus?.matches("a.no") ? focus.closest("li[data-id]")?.dataset.id : null;
  for (const next of [...fresh.children]) {
    let li = known.get(next.dataset.id);
    known.delete(next.dataset.id);
    if (!li) li = next;
    else if (li.querySelector("[data-clause-form]")) {
      // Its number, level and sources are new; what is being written stays.
      const open = ["is-open", "is-editing"].filter(c => li.classList.contains(c));
      li.className = next.className;
      li.classList.add(...open);
      for (const name of ["citation", "holds"]) if (next.dataset[name] === undefined) delete li.dataset[name]; else li.dataset[name] = next.dataset[name];
      li.querySelector(".no").replaceWith(next.querySelector(".no"));
      li.querySelector(".words").replaceWith(next.querySelector(".words"));
      li.querySelector(":scope > .src")?.remove();
      const src = next.querySelector(":scope > .src");
      if (src) li.querySelector(".words").after(src);
      if (li.dataset.unsent === undefined && li.dataset.version !== next.dataset.version && !dirty(li)) reload(li, next.dataset.version);
    } else if (li.outerHTML !== next.outerHTML) { li.replaceWith(next); li = next; }
    const place = previous ? previous.nextSibling : now.firstChild;
    if (place !== li) now.insertBefore(li, place);
    // A clause that is only begun stands where it was begun.
    previous = li;
    while (previous.nextElementSibling?.dataset.unsent !== undefined && previous.nextElementSibling.dataset.after === li.dataset.id) { known.delete(previous.nextElementSibling.dataset.id); previous = previous.nextElementSibling; }
  }
  for (const gone of known.values()) if (gone.dataset.unsent === undefined || !clause(gone.dataset.after)) if (gone.dataset.unsent === undefined) gone.remove();
  if (focus && focus !== document.activeElement && now.contains(focus)) {
    focus.focus({ preventScroll: true });
    if (at) focus.setSelectionRange(...at);
  }
  // A number that was read anew is another element of the same clause.
  if (number && !now.contains(focus)) clause(number)?.querySelector(".no")?.focus({ preventScroll: true });
  showPeople();
}

// ── Writing in a clause ─────────────────────────────────────────────────────────────────────────────────────────

const fieldsOf = li => [...li.querySelectorAll("[data-clause-form] input[name=Version], [data-clause-form] input[name=Meant], [data-clause-form] [name^=Heading], [data-clause-form] [name^=Text], [data-clause-form] [name=Note]")];
const typed = li => Object.fromEntries(fieldsOf(li).map(f => [f.name, f.value]));
const said = values => JSON.stringify(Object.entries(values).filter(([name]) => !["Version", "Note", "Meant"].includes(name)));
const dirty = li => li.dataset.said !== undefined && said(typed(li)) !== li.dataset.said;
const text = li => li.querySelector(document.documentElement.lang === "en" && li.querySelector("[name=TextEn]")?.value ? "[name=TextEn]" : "[name=Text]");
const keyOf = id => `clause /resolutions/clauses/${id}/edit`;
const saving = new Map();

/** Opens a clause to write in it, the caret at its beginning or end. */
async function open(id, caret = "end", field = null) {
  const li = clause(id);
  if (!li) return;
  if (!li.querySelector("[data-clause-form]")) {
    const answer = await fetch(`/resolutions/clauses/${id}/edit?handler=Form`);
    if (!answer.ok || answer.redirected) return;
    // Meanwhile it was opened, or became another line.
    if (!li.isConnected || li.querySelector("[data-clause-form]")) return;
    const holder = document.createElement("div");
    holder.className = "full in-place";
    holder.innerHTML = await answer.text();
    li.append(holder);
    // Several clauses can be open for a moment: names of fields, not of elements, tell them apart.
    unname(holder, id);
    keep(li);
  }
  for (const other of list().querySelectorAll("li.is-editing")) if (other !== li) close(other);
  li.classList.add("is-open", "is-editing");
  const box = li.querySelector(`[name=${field ?? "none"}]`) ?? text(li);
  inOne(li, box.name.endsWith("En"));
  grow(li);
  box.focus();
  box.setSelectionRange(...(caret === "start" ? [0, 0] : typeof caret === "number" ? [caret, caret] : [box.value.length, box.value.length]));
  goTo(id);
}

/** Shows the language that is written in, as the text around it does; both where they stand side by side. */
function inOne(li, english) {
  const holder = li.querySelector(".full.in-place"), both = main.querySelector(".sheet.is-both");
  const translation = li.querySelector("[data-clause-form] details");
  if (english || both) translation.open = true;
  if (holder && !both) holder.dataset.only = english ? "en" : "vi";
}

function unname(holder, id) {
  for (const labelled of holder.querySelectorAll("[id]")) {
    const old = labelled.id;
    labelled.id = `${old}-${id}`;
    for (const label of holder.querySelectorAll(`[for="${old}"]`)) {
      label.htmlFor = labelled.id;
      labelled.placeholder = label.textContent;
    }
    for (const described of holder.querySelectorAll(`[aria-describedby="${old}"]`)) described.setAttribute("aria-describedby", labelled.id);
  }
}

/** What a form began with, and what of it was typed here before and is not saved yet. */
function keep(li) {
  li.dataset.said = said(typed(li));
  for (const box of li.querySelectorAll("textarea")) box.setAttribute("aria-describedby", "editor-keys");
  const kept = JSON.parse(localStorage.getItem(keyOf(li.dataset.id)));
  if (!kept || said(kept) === li.dataset.said) { localStorage.removeItem(keyOf(li.dataset.id)); return; }
  // With the version it began from, so that what others saved meanwhile is shown and not overwritten.
  const stored = typed(li);
  for (const field of fieldsOf(li)) field.value = kept[field.name] ?? field.value;
  const notice = Object.assign(document.createElement("p"), { className: "notice warn", textContent: words.kept + " " });
  notice.setAttribute("role", "status");
  const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet", textContent: words.discard });
  notice.append(discard);
  li.querySelector("[data-clause-form]").prepend(notice);
  discard.addEventListener("click", () => {
    localStorage.removeItem(keyOf(li.dataset.id));
    for (const field of fieldsOf(li)) field.value = stored[field.name];
    notice.remove();
    text(li).focus();
  });
}

/** The form shows what the clause says now; nothing typed was in it. */
async function reload(li, version) {
  const answer = await fetch(`/resolutions/clauses/${li.dataset.id}/edit?handler=Form`);
  if (!answer.ok || answer.redirected || dirty(li)) return;
  const holder = document.createElement("div");
  holder.innerHTML = await answer.text();
  for (const field of fieldsOf(li)) {
    const fresh = holder.querySelector(`[name=${field.name}]`);
    if (fresh && fresh.value !== field.value) field.value = fresh.value;
  }
  li.dataset.version = version;
  li.dataset.said = said(typed(li));
  grow(li);
}

async function close(li) {
  li.classList.remove("is-editing");
  await save(li);
  if (li.classList.contains("is-editing") || dirty(li)) return;
  if (li.dataset.unsent !== undefined) { li.remove(); return; }
  // The form of a clause that the address names was there from the beginning, with everything else one can do to it.
  if (li.querySelector(".full.in-place")) { li.querySelector(".full.in-place").remove(); delete li.dataset.said; li.classList.remove("is-open"); }
}

function grow(li) {
  for (const box of li.querySelectorAll("textarea")) {
    box.rows = 1;
    const style = getComputedStyle(box), line = parseFloat(style.lineHeight) || 24;
    box.rows = Math.max(box.closest(".in-place") ? 1 : 2, Math.min(40, Math.ceil((box.scrollHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)) / line - 0.2)));
  }
}

let timer = 0, since = 0;

main.addEventListener("input", event => {
  const li = event.target.closest("li[data-id]");
  if (!li || !event.target.closest("[data-clause-form]")) return;
  if (li.dataset.said === undefined) keep(li);
  localStorage.setItem(keyOf(li.dataset.id), JSON.stringify(typed(li)));
  grow(li);
  if (li.dataset.conflict) return;
  tell(words.onLaptop, "waits");
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(() => save(li), Math.min(IDLE, Math.max(0, since + LONGEST - Date.now())));
});

/** Saves what is not saved; one at a time for each clause. */
async function save(li) {
  while (saving.has(li)) await saving.get(li);
  if (!dirty(li) || li.dataset.conflict) return true;
  const done = store(li);
  saving.set(li, done);
  try { return await done; } finally { saving.delete(li); }
}

async function store(li) {
  since = 0;
  const values = typed(li), sent = said(values);
  if (!Object.entries(values).some(([name, value]) => /^(Heading|Text)/.test(name) && value.trim())) return true;
  tell(words.saving, "waits");
  const fresh = li.dataset.unsent !== undefined;
  try {
    const answer = await post(fresh ? `${home}/add?place=${li.dataset.place}&at=${li.dataset.after}` : `/resolutions/clauses/${li.dataset.id}/edit`, fresh ? { ...values, Id: li.dataset.id } : values);
    if (answer.conflict) {
      li.dataset.conflict = "true";
      tell(words.conflict, "conflict", () => li.querySelector("[data-clause-form]").submit());
      return false;
    }
    if (!answer.ok) { tell(answer.said, "conflict"); return false; }
    if (fresh) {
      delete li.dataset.unsent;
      const form = li.querySelector("[data-clause-form]");
      form.setAttribute("action", `/resolutions/clauses/${li.dataset.id}/edit`);
      const version = Object.assign(document.createElement("input"), { type: "hidden", name: "Version" });
      form.prepend(version);
    }
    li.dataset.version = answer.version;
    li.querySelector("[name=Version]").value = answer.version;
    li.dataset.said = sent;
    if (said(typed(li)) === sent) localStorage.removeItem(keyOf(li.dataset.id));
    tell(answer.saved, "saved");
    refreshSoon();
    return true;
  } catch {
    tell(words.offline, "waits");
    clearTimeout(timer);
    timer = setTimeout(() => save(li), 5000);
    return false;
  }
}

/** Everything that is typed is saved before the text around it changes. */
const saveAll = async () => (await Promise.all([...list().querySelectorAll("li")].filter(dirty).map(save))).every(Boolean);

let acting = Promise.resolve();

/** Does something to a clause and goes on where it leads, one after the other in the order of the keys. */
const act = (url, fields = {}, caret = "same") => acting = acting.catch(() => {}).then(() => carryOut(url, fields, caret));

async function carryOut(url, fields, caret) {
  const li = document.activeElement?.closest("li[data-id]");
  const at = document.activeElement?.selectionStart, field = document.activeElement?.name;
  if (!await saveAll()) return;
  let answer;
  try { answer = await post(url, fields); } catch { announce(words.lost); return; }
  announce(answer.said ?? "");
  if (!answer.ok) return;
  tell(answer.saved ?? state.textContent, state.dataset.kind);
  await refresh();
  if (answer.id && clause(answer.id)) {
    // Where one was writing one goes on, at the same letter.
    if (li?.dataset.id === answer.id && caret === "same" && typeof at === "number") await open(answer.id, at, field);
    else await open(answer.id, caret === "same" ? "end" : caret);
    clause(answer.id)?.scrollIntoView({ block: "nearest" });
  }
  return answer;
}

/** A clause that is only on this page until it says something. */
function begin(after, place, english) {
  const li = document.createElement("li");
  li.className = after.className.replace(/is-(open|editing)/g, "");
  li.classList.add("is-open", "is-editing");
  Object.assign(li.dataset, { id: crypto.randomUUID(), after: after.dataset.id, place, unsent: "", version: "0" });
  const no = Object.assign(document.createElement("span"), { className: "no", textContent: "·" });
  const nothing = Object.assign(document.createElement("div"), { className: "words" });
  const holder = document.createElement("div");
  holder.className = "full in-place";
  holder.append(main.querySelector("[data-new-clause]").content.cloneNode(true));
  unname(holder, li.dataset.id);
  li.append(no, nothing, holder);
  const last = place === "first" ? after : lastOf(after);
  last.after(li);
  for (const other of list().querySelectorAll("li.is-editing")) if (other !== li) close(other);
  keep(li);
  const box = li.querySelector(english ? "[name=TextEn]" : "[name=Text]");
  box.setAttribute("aria-label", words.new);
  inOne(li, english);
  grow(li);
  box.focus();
}

/** The last clause that stands in this one. */
function lastOf(li) {
  const depth = element => Number(/depth-(\d)/.exec(element.className)?.[1] ?? 1);
  let last = li;
  while (last.nextElementSibling && depth(last.nextElementSibling) > depth(li)) last = last.nextElementSibling;
  return last;
}

// On the document: what had the focus may have left the text with the last undo.
document.addEventListener("keydown", async event => {
  const box = event.target, li = box.closest?.("li[data-id]");
  const undo = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z", redo = (event.ctrlKey || event.metaKey) && (event.key.toLowerCase() === "y" || undo && event.shiftKey);
  if (undo || redo) {
    // What is typed and not saved yet is the browser's to undo.
    if (li && dirty(li) || box.matches("input, textarea") && !box.closest("[data-clause-form]")) return;
    event.preventDefault();
    await act(redo ? `${home}/undo?handler=Redo` : `${home}/undo`);
    return;
  }
  if (!li) return;
  const change = handler => `/resolutions/clauses/${li.dataset.id}/change?handler=${handler}`;
  if (box.matches("a.no") && event.key === "F2") { event.preventDefault(); open(li.dataset.id); return; }
  if (!box.matches("textarea, [name^=Heading]") || !box.closest("[data-clause-form]") || event.isComposing) return;
  const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
  const [from, to] = [box.selectionStart, box.selectionEnd];
  if (event.key === "Escape") {
    event.preventDefault();
    // An act under way leads to where one is by then.
    await acting.catch(() => {});
    const here = document.activeElement.closest("li[data-id]") ?? li;
    const back = here.dataset.unsent !== undefined ? clause(here.dataset.after) : here;
    await close(here);
    (back ?? here).querySelector(".no")?.focus();
  } else if (event.key === "Tab" && !event.ctrlKey && !event.altKey) {
    event.preventDefault();
    if (li.dataset.unsent !== undefined && !dirty(li)) return;
    await save(li);
    await act(change(event.shiftKey ? "Outdent" : "Indent"));
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    await save(li);
    await act(change(event.key === "ArrowUp" ? "Up" : "Down"));
  } else if (event.key === "Enter" && plain) {
    event.preventDefault();
    const rest = box.matches("textarea") ? box.value.slice(to) : "";
    if (box.matches("[name^=Heading]")) { text(li).focus(); return; }
    if (li.dataset.unsent !== undefined && !dirty(li)) return;
    if (!await save(li) || li.dataset.unsent !== undefined) return;
    if (rest.trim() && box.value.slice(0, from).trim()) {
      const next = crypto.randomUUID();
      await act(change("Split"), { version: li.dataset.version, next, text: box.value.slice(0, from), rest, english: box.name === "TextEn", meant: li.querySelector("[name=Meant]")?.value }, "start");
    } else begin(li, li.dataset.holds && !rest.trim() ? "first" : "below", box.name === "TextEn");
  } else if (event.key === "Backspace" && plain && from === 0 && to === 0 && box.matches("textarea")) {
    event.preventDefault();
    if (li.dataset.unsent !== undefined && !box.value.trim()) {
      const back = li.dataset.after;
      localStorage.removeItem(keyOf(li.dataset.id));
      li.remove();
      open(back);
      return;
    }
    if (!await save(li)) return;
    await act(change("Join"));
  } else if (plain && event.key === "ArrowUp" && from === 0 && to === 0 || plain && event.key === "ArrowDown" && from === box.value.length && to === from) {
    const up = event.key === "ArrowUp";
    const next = up ? li.previousElementSibling : li.nextElementSibling;
    if (!next?.dataset.id || !box.matches("textarea")) return;
    event.preventDefault();
    open(next.dataset.id, up ? "end" : "start", box.name);
  }
});

main.addEventListener("paste", async event => {
  const box = event.target, li = box.closest?.("li[data-id]");
  if (!li || !box.matches("textarea") || !box.closest("[data-clause-form]")) return;
  const pasted = event.clipboardData.getData("text/plain"), html = event.clipboardData.getData("text/html");
  if (pasted.split(/\r?\n/).filter(line => line.trim()).length < 2) return;
  event.preventDefault();
  const after = li.dataset.unsent !== undefined && !dirty(li) ? li.dataset.after : li.dataset.id;
  if (after !== li.dataset.id) li.remove(); else if (!await save(li)) return;
  await act(`/resolutions/clauses/${after}/change?handler=Paste`, { pasted, html: html.length < 4_000_000 ? html : "", english: box.name === "TextEn" });
});

main.addEventListener("click", event => {
  const li = event.target.closest("ol.clauses > li[data-id]");
  if (!li || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("a, button, form, details, .full") || String(getSelection())) return;
  event.preventDefault();
  open(li.dataset.id, "end", event.target.closest("[lang]")?.lang === "en" && main.querySelector(".sheet.is-both") ? "TextEn" : null);
});

main.querySelector("[data-undo]").addEventListener("submit", event => {
  event.preventDefault();
  for (const editing of list().querySelectorAll("li.is-editing")) editing.classList.remove("is-editing");
  act(event.submitter?.getAttribute("formaction") ?? event.target.getAttribute("action"));
});

// A page that is left keeps what is typed on this laptop, and tries to save it.
addEventListener("pagehide", () => {
  for (const li of list().querySelectorAll("li")) if (dirty(li) && li.dataset.unsent === undefined && !li.dataset.conflict) {
    const body = new FormData();
    for (const [name, value] of Object.entries(typed(li))) body.append(name, value);
    body.set("__RequestVerificationToken", token());
    fetch(`/resolutions/clauses/${li.dataset.id}/edit`, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true }).catch(() => {});
  }
  if (live) send(words.topic, { left: true }).catch(() => {});
});

// ── Dragging ────────────────────────────────────────────────────────────────────────────────────────────────────

let dragged = null;

main.addEventListener("dragstart", event => {
  dragged = event.target.closest?.("a.no")?.closest("li[data-id]") ?? null;
  if (dragged) event.dataTransfer.effectAllowed = "move";
});

main.addEventListener("dragover", event => {
  const li = event.target.closest?.("ol.clauses > li[data-id]");
  clearDrop();
  if (!dragged || !li || li === dragged) return;
  event.preventDefault();
  li.dataset.drop = where(li, event);
});

main.addEventListener("dragend", () => { dragged = null; clearDrop(); });

main.addEventListener("drop", event => {
  const li = event.target.closest?.("ol.clauses > li[data-id]");
  if (!dragged || !li || li === dragged) return;
  event.preventDefault();
  const id = dragged.dataset.id;
  act(`/resolutions/clauses/${id}/change?handler=Drop`, { target: li.dataset.id, where: where(li, event) });
  clearDrop();
});

const clearDrop = () => { for (const li of list().querySelectorAll("[data-drop]")) delete li.dataset.drop; };

function where(li, event) {
  const box = li.getBoundingClientRect(), at = (event.clientY - box.top) / box.height;
  return at < 0.3 ? "before" : at > 0.7 ? "after" : "inside";
}

dragComments("ol.clauses > li[data-id]:not([data-unsent])", async (source, li) => {
  if (!await saveAll()) return;
  try {
    const answer = await post(`/resolutions/clauses/${li.dataset.id}/change?handler=Link`, { source });
    announce(answer.said ?? "");
    if (!answer.ok) return;
    await refresh();
    await readBeside();
  } catch { announce(words.lost); }
});

// ── Who else is here, and what they do ──────────────────────────────────────────────────────────────────────────

const people = new Map(JSON.parse(others.dataset.people || "[]").map(p => [p.person, { ...p, at: Date.now() }]));
let live = false, mine = words.clause || null, beside = mine;

function goTo(id) {
  if (mine !== id) { mine = id; hello(); }
  const li = clause(id);
  if (!li || li.dataset.unsent !== undefined || beside === id) return;
  beside = id;
  const query = new URLSearchParams(location.search);
  query.set("clause", id);
  history.replaceState(null, "", `${home}?${query}`);
  for (const current of main.querySelectorAll(".no[aria-current]")) current.removeAttribute("aria-current");
  li.querySelector(".no").setAttribute("aria-current", "true");
  readBeside().catch(() => {});
}

/** Reads what stands beside the text again: the sources of the clause one is in, and the comments that are looked through. */
async function readBeside() {
  const query = new URLSearchParams({ handler: "Beside" }), id = beside, find = new URLSearchParams(location.search).get("find");
  if (id) query.set("clause", id);
  if (find) query.set("find", find);
  const answer = await fetch(`${home}?${query}`);
  if (!answer.ok || answer.redirected || beside !== id) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  main.querySelector("aside.sources").replaceWith(holder.content.querySelector("aside.sources"));
}

function hello() {
  if (live) send(words.topic, { clause: mine && clause(mine)?.dataset.unsent === undefined ? mine : null }).catch(() => {});
}

function showPeople() {
  const now = Date.now();
  for (const [person, p] of people) if (now - p.at > GONE) people.delete(person);
  const named = [...people.values()].map(p => p.clause && clause(p.clause) ? `${p.who} ${clause(p.clause).dataset.citation}` : p.who);
  others.textContent = named.length ? format(words.here, named.join(", ")) : "";
  for (const chip of list().querySelectorAll(".someone")) chip.remove();
  for (const p of people.values()) {
    const li = p.clause && clause(p.clause);
    if (li) li.querySelector(".words").append(Object.assign(document.createElement("span"), { className: "tag info someone", textContent: format(words.hereIn, p.who) }));
  }
}

follow(words.topic, words.seen, ({ kind, body, at }) => {
  if (kind === "here") {
    if (body.person === words.person) return;
    const age = Date.now() - Date.parse(at.endsWith("Z") ? at : at + "Z");
    if (body.left || age > GONE) people.delete(body.person);
    else people.set(body.person, { ...body, at: Date.now() });
    showPeople();
    return;
  }
  refreshSoon();
  if (body.who === words.me) return;
  if (kind === "adopted") return announce(words.adopted, location.pathname);
  if (kind === "clause") announce(format(words.changed, body.who, body.place), `${location.pathname}?clause=${body.id}`);
}, told => {
  const was = live;
  live = told === "live";
  main.dataset.live = told;
  if (live && !was) hello();
  if (told === "offline") tell(words.offline, "waits");
  if (live && !was) for (const li of list().querySelectorAll("li")) if (dirty(li)) save(li);
});

setInterval(() => { hello(); showPeople(); }, HERE);
showPeople();

// The clause that the address names has its form already.
for (const li of list().querySelectorAll("li:has([data-clause-form])")) { keep(li); grow(li); }
main.addEventListener("submit", event => {
  const li = event.target.closest("li[data-id]");
  if (!li || !event.target.matches("[data-clause-form]")) return;
  // The page that answers has what was typed; nothing else sends it as well.
  clearTimeout(timer);
  li.dataset.conflict = "true";
  // A new clause is shown as a clause of its own afterwards, where this form would never find it again.
  if (!event.target.querySelector("[name=Version]")) localStorage.removeItem(keyOf(li.dataset.id));
});
// The address may name the sources beside the text; the text still shows the clause they belong to.
if (matchMedia("(min-width: 64.01rem)").matches) main.querySelector(".clause.is-open")?.scrollIntoView({ block: "start" });
