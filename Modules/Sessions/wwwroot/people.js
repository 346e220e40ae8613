// Finding someone as one types, by keyboard or touch: the field [data-find] asks that address, and its list of what was
// found follows the pattern of a combobox. What is chosen stands in the field; the server finds the same person by it.
let asked = 0;

function listOf(field) {
  let list = document.getElementById(`${field.id}-found`);
  if (!list || !list.isConnected) {
    list = document.createElement("ul");
    list.id = `${field.id}-found`;
    list.className = "found";
    list.dataset.of = field.id;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels?.[0]?.textContent ?? "");
    list.hidden = true;
    field.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
  }
  return list;
}

function close(field) {
  const list = listOf(field);
  list.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(field, option) {
  field.value = option.dataset.words;
  close(field);
  field.focus();
}

function point(field, to) {
  const options = [...listOf(field).querySelectorAll("[role=option]")];
  if (options.length === 0) return;
  const at = options.findIndex(o => o.getAttribute("aria-selected") === "true");
  const next = options[(at + to + options.length + (at < 0 && to < 0 ? 1 : 0)) % options.length];
  for (const option of options) option.setAttribute("aria-selected", String(option === next));
  field.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("input", async event => {
  const field = event.target;
  if (field.dataset?.find === undefined) return;
  const mine = ++asked, words = field.value.trim();
  if (words.length < 2) { close(field); return; }
  const answer = await fetch(`${field.dataset.find}&q=${encodeURIComponent(words)}`).catch(() => null);
  if (!answer?.ok || mine !== asked || document.activeElement !== field) return;
  const found = await answer.json(), list = listOf(field);
  if (mine !== asked) return;
  list.replaceChildren(...found.map((person, i) => {
    const option = document.createElement("li"), title = document.createElement("span");
    option.id = `${field.id}-found-${i}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.words = person.words;
    title.className = "small muted";
    title.textContent = person.title;
    option.append(person.words, title);
    option.addEventListener("pointerdown", e => { e.preventDefault(); choose(field, option); });
    return option;
  }));
  if (found.length === 0) {
    const none = document.createElement("li");
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    none.setAttribute("aria-selected", "false");
    none.className = "muted";
    none.textContent = field.dataset.none;
    list.append(none);
  }
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
});

document.addEventListener("keydown", event => {
  const field = event.target;
  if (field.dataset?.find === undefined || field.getAttribute("aria-expanded") !== "true") return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); point(field, event.key === "ArrowDown" ? 1 : -1); }
  else if (event.key === "Escape") { event.preventDefault(); close(field); }
  else if (event.key === "Enter") {
    const chosen = listOf(field).querySelector("[aria-selected=true]");
    if (chosen?.dataset.words) { event.preventDefault(); choose(field, chosen); }
  }
});

document.addEventListener("focusout", event => { if (event.target.dataset?.find !== undefined) close(event.target); });
