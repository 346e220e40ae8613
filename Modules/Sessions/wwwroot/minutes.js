// The draft minutes while several people keep them: one line at a time is open for writing and saves itself; what others
// write arrives where it belongs without moving what one looks at; who writes where is shown.
import "/_content/Conference.Shared/parts.js";
import "/_content/Conference.Shared/acts.js";
import "/_content/Conference.Shared/shortcuts.js";
import { follow, send } from "/_content/Conference.Shared/live.js";
import { say } from "/_content/Conference.Shared/parts.js";

const desk = document.querySelector("[data-minutes]"), list = desk.querySelector("[data-list]");
const url = desk.dataset.minutes, topic = desk.dataset.topic, words = desk.dataset;
const template = desk.querySelector("[data-editor-form]");
const format = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, i) => values[i]);
const lines = () => [...list.querySelectorAll("article[data-line]")];
const lineOf = id => list.querySelector(`article[data-line="${CSS.escape(id)}"]`);
const keptAs = id => `minutes ${id}`;

let open = null;

// ── What others do ───────────────────────────────────────────────────────────────────────────────────

follow(topic, Number(desk.dataset.seen), ({ kind, body }) => {
  if (kind === "line") arrived(body.id, body.version);
  if (kind === "editing" && body.person !== words.me) writing(body.person, body.who, body.line);
}, state => { if (state === "live") open?.beat(); });

async function arrived(id, version) {
  const known = lineOf(id);
  if (known && Number(known.dataset.version) >= version) return;
  if (open?.id === id) { open.others(version); return; }
  const answer = await fetch(`${url}?handler=Line&id=${id}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  const fresh = holder.content.querySelector("article[data-line]");
  const old = lineOf(id);
  if (!fresh || old && Number(old.dataset.version) > Number(fresh.dataset.version) || open?.id === id) return;
  keepStill(() => {
    const focused = old?.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
    old?.remove();
    const after = lines().findLast(l => l.dataset.at <= fresh.dataset.at);
    if (after) after.after(fresh); else list.prepend(fresh);
    if (!old) fresh.classList.add("is-new");
    if (focused !== null) ([...fresh.querySelectorAll("[data-key]")].find(e => e.dataset.key === focused) ?? fresh).focus({ preventScroll: true });
  });
  show();
}

/** Does something to the list while what one looks at (the line in hand, or the first one in sight) stays where it is. */
function keepStill(change) {
  const anchor = document.activeElement?.closest?.("article[data-line]") ?? lines().find(l => l.getBoundingClientRect().bottom > 100);
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 40 && !open;
  const [id, before] = [anchor?.dataset.line, anchor?.getBoundingClientRect().top];
  change();
  if (atEnd) { scrollTo(0, document.documentElement.scrollHeight); return; }
  const now = id && lineOf(id);
  if (now) scrollBy(0, now.getBoundingClientRect().top - before);
}

// Someone whose laptop is gone does not say goodbye: after a while without a sign their mark goes.
const writers = new Map();
function writing(person, who, line) {
  if (line) writers.set(person, { who, line, at: Date.now() }); else writers.delete(person);
  show();
}
function show() {
  const here = Map.groupBy([...writers.values()].filter(w => Date.now() - w.at < 60_000), w => w.line);
  for (const line of lines()) {
    const mark = line.querySelector("[data-writers]"), some = here.get(line.dataset.line);
    mark.hidden = !some;
    const text = some ? format(words.writes, some.map(w => w.who).join(", ")) : "";
    if (mark.textContent !== text) mark.textContent = text;
  }
}
setInterval(show, 5000);

// ── One line open for writing ────────────────────────────────────────────────────────────────────────

const names = ["Head", "HeadEn", "Text", "TextEn"];

async function write(line, kept = null) {
  if (open?.id === line.dataset.line) { open.focus(); return; }
  if (open && !await open.leave()) return;
  const id = line.dataset.line, form = template.content.querySelector("form").cloneNode(true);
  const action = `${url}/lines/${id}`;
  form.action = action;
  const field = name => form.elements[name];
  for (const name of names) field(name).value = line.querySelector(`[data-field=${name}]`)?.textContent ?? "";
  field("At").value = line.dataset.time;
  field("Version").value = line.dataset.version;
  const state = form.querySelector("[data-state]"), both = document.createElement("div");
  let saved = values(), timer = 0, saving = null, retry = 0;

  function values() { return JSON.stringify([...names.map(n => field(n).value), field("At").value]); }
  const dirty = () => values() !== saved;
  const keep = () => localStorage.setItem(keptAs(id), JSON.stringify({ version: field("Version").value, values: JSON.parse(values()) }));
  const told = text => { if (state.textContent !== text) state.textContent = text; };

  async function save() {
    clearTimeout(timer);
    if (saving) { await saving; }
    if (!dirty()) return true;
    return saving = post().finally(() => { saving = null; });
  }

  async function post() {
    const sent = values();
    told(words.saving);
    let answer, body;
    try {
      answer = await fetch(action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (answer.redirected) { location.reload(); return false; }
      body = await answer.json();
    } catch {
      told(words.lost);
      clearTimeout(retry);
      retry = setTimeout(() => { if (open?.id === id) save(); }, 4000);
      return false;
    }
    if (answer.ok) {
      // What someone else wrote in another field of the line meanwhile stands there now.
      const before = JSON.parse(sent);
      names.forEach((name, i) => { if (field(name).value === before[i]) field(name).value = body[name[0].toLowerCase() + name.slice(1)]; });
      field("Version").value = body.version;
      saved = JSON.stringify(names.map((name, i) => body[name[0].toLowerCase() + name.slice(1)]).concat(before[4]));
      both.replaceChildren();
      if (dirty()) { keep(); later(); }
      else { localStorage.removeItem(keptAs(id)); told(format(words.saved, new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }))); }
      return true;
    }
    if (body.both) { told(words.both); await showBoth(); return false; }
    told(body.said);
    return false;
  }

  /** Both versions side by side, as the page of the line shows them without scripts. */
  async function showBoth() {
    const page = await fetch(action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    const found = page && new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-both]");
    if (!found) { saved = ""; return; }
    for (const choice of found.querySelectorAll("[data-choose]")) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: choice.textContent });
      button.addEventListener("click", () => take(JSON.parse(choice.dataset.choose), found.dataset.version));
      (choice.closest("form") ?? choice).replaceWith(button);
    }
    const together = found.querySelector("[data-together]");
    const merged = JSON.parse(together.dataset.together);
    const use = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-primary", textContent: words.use });
    use.addEventListener("click", () => take(merged, found.dataset.version));
    const preview = document.createElement("div");
    for (const name of names) if (merged[name]) preview.append(Object.assign(document.createElement("p"), { className: "law pre-line", textContent: merged[name] }));
    together.replaceChildren(preview, use);
    both.replaceChildren(found);
    say(words.both);
    found.querySelector("button")?.scrollIntoView({ block: "nearest" });
  }

  function take(chosen, version) {
    for (const name of names) field(name).value = chosen[name];
    field("Version").value = version;
    both.replaceChildren();
    saved = "";
    save().then(() => open?.focus());
  }

  function later() {
    told(words.dirty);
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  }

  form.addEventListener("input", () => { keep(); if (both.childElementCount === 0) later(); });
  form.addEventListener("submit", async event => { event.preventDefault(); if (await save()) leave(); });
  form.addEventListener("keydown", event => {
    if (event.key === "Escape") { event.preventDefault(); leave(); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  form.querySelector("[data-leave]").addEventListener("click", event => { event.preventDefault(); leave(); });
  form.querySelector("[data-js]").hidden = false;

  /** Leaves the line once its words are saved; what cannot be saved stays open, with the reason. */
  async function leave() {
    if (!await save()) return false;
    clearTimeout(retry);
    clearInterval(beating);
    open = null;
    send(topic, { line: null }).catch(() => {});
    line.classList.remove("is-open");
    form.remove();
    both.remove();
    line.dataset.version = 0;
    line.focus({ preventScroll: true });
    arrived(id, Infinity);
    return true;
  }

  const beat = () => send(topic, { line: id }).catch(() => {});
  const beating = setInterval(beat, 20_000);
  open = {
    id, leave, beat, focus: () => field("Text").offsetParent ? field("Text").focus() : form.querySelector("textarea").focus(),
    others: version => { if (!saving && Number(field("Version").value) < version) { if (dirty()) told(format(words.changed, words.someone)); else refresh(); } },
  };

  /** Nothing of mine is unsaved: the words of the others come into the open fields. */
  async function refresh() {
    const answer = await fetch(`${url}?handler=Line&id=${id}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok) return;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const fresh = holder.content.querySelector("article[data-line]");
    if (!fresh || dirty() || open?.id !== id) return;
    const at = form.contains(document.activeElement) && "selectionStart" in document.activeElement ? [document.activeElement, document.activeElement.selectionStart] : null;
    for (const name of names) { const now = fresh.querySelector(`[data-field=${name}]`)?.textContent ?? ""; if (field(name).value !== now) field(name).value = now; }
    field("At").value = fresh.dataset.time;
    field("Version").value = fresh.dataset.version;
    saved = values();
    if (at) try { at[0].setSelectionRange(at[1], at[1]); } catch { /* a field of time has no caret */ }
  }

  line.classList.add("is-open");
  const place = line.querySelector("[data-editor]");
  place.replaceChildren(form, both);
  if (kept) {
    field("Version").value = kept.version;
    names.forEach((name, i) => { field(name).value = kept.values[i]; });
    field("At").value = kept.values[4];
    const notice = Object.assign(document.createElement("p"), { className: "notice warn", textContent: words.kept + " " });
    notice.setAttribute("role", "status");
    const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet", textContent: words.discard });
    discard.addEventListener("click", () => { localStorage.removeItem(keptAs(id)); [field("Head").value, field("HeadEn").value, field("Text").value, field("TextEn").value, field("At").value] = JSON.parse(saved); notice.remove(); leave(); });
    notice.append(discard);
    form.prepend(notice);
    told(words.dirty);
  }
  beat();
  open.focus();
}

list.addEventListener("click", event => {
  const edit = event.target.closest("[data-edit]");
  if (!edit || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  write(edit.closest("article"));
});

addEventListener("beforeunload", () => { if (open) send(topic, { line: null }).catch(() => {}); });

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────

const here = () => document.activeElement?.closest?.("article[data-line]");
const go = step => {
  const all = lines(), at = all.indexOf(here());
  (at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[Math.max(0, Math.min(at + step, all.length - 1))])?.focus();
};
for (const [name, step] of [["next", 1], ["previous", -1]]) {
  const button = desk.querySelector(`[data-${name}]`);
  button.hidden = false;
  button.addEventListener("click", () => go(step));
}

// The keys of a line belong to the line that has the focus; so "?" lists them, and no other line hears them.
list.addEventListener("focusin", () => {
  const line = here();
  for (const button of list.querySelectorAll("[data-line-key]")) {
    if (button.closest("article") === line) button.dataset.shortcut = button.dataset.lineKey;
    else delete button.dataset.shortcut;
  }
});
list.addEventListener("keydown", event => {
  if (event.target.matches("article[data-line]") && event.key === "Enter") { event.preventDefault(); event.target.querySelector("[data-edit]")?.click(); }
});

// ── A new line ───────────────────────────────────────────────────────────────────────────────────────

const insert = desk.querySelector("[data-insert]");
if (insert) {
  const text = insert.querySelector("textarea"), key = keptAs(url);
  text.value ||= localStorage.getItem(key) ?? "";
  text.addEventListener("input", () => localStorage.setItem(key, text.value));
  text.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); insert.requestSubmit(); }
    if (event.key === "Escape") text.blur();
  });
  insert.addEventListener("done", () => {
    localStorage.removeItem(key);
    insert.elements.id.value = crypto.randomUUID?.() ?? "";
  });
}

// What this laptop kept and could not save is opened again.
for (const line of lines()) {
  const kept = JSON.parse(localStorage.getItem(keptAs(line.dataset.line)) ?? "null");
  if (kept && line.querySelector("[data-edit]")) { write(line, kept); break; }
}
if (location.hash.startsWith("#l-")) document.getElementById(location.hash.slice(1))?.focus();
