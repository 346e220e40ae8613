// One key, one button: [data-shortcut] names the key of a button, a link or a form, shown on it and listed on "?".
const typing = target => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]");

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented || typing(event.target)) return;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  if (key === "?") { event.preventDefault(); help(); return; }
  // A button or a box that has the focus takes the space bar for itself.
  if (key === "space" && event.target.closest("button, a, summary, input")) return;
  const found = [...document.querySelectorAll(`[data-shortcut="${CSS.escape(key)}"]`)].find(element => element.offsetParent && !element.disabled);
  if (!found) return;
  event.preventDefault();
  if (found.matches("details")) { found.open = true; found.querySelector("input:not([type=hidden]), select, textarea, button")?.focus(); }
  else if (found.matches("input, select, textarea")) found.focus();
  else found.click();
});

const words = element => element.dataset.says ?? element.getAttribute("aria-label") ?? [...element.childNodes].filter(n => n.nodeName !== "KBD").map(n => n.textContent).join("").trim();

export function help() {
  document.querySelector("dialog.keys[data-made]")?.remove();
  const dialog = document.createElement("dialog");
  dialog.className = "card keys";
  dialog.dataset.made = "";
  dialog.setAttribute("aria-label", document.body.dataset.keys ?? "?");
  const head = document.createElement("h2");
  head.textContent = document.body.dataset.keys ?? "?";
  const list = document.createElement("dl");
  list.className = "facts";
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    const key = element.dataset.shortcut;
    if (!key || !element.offsetParent || seen.has(key)) continue;
    seen.add(key);
    const [dt, dd, kbd] = [document.createElement("dt"), document.createElement("dd"), document.createElement("kbd")];
    kbd.textContent = key.length === 1 ? key.toUpperCase() : key[0].toUpperCase() + key.slice(1);
    dt.append(kbd);
    dd.textContent = words(element.matches("details") ? element.querySelector("summary") : element);
    list.append(dt, dd);
  }
  const form = document.createElement("form");
  form.method = "dialog";
  const close = document.createElement("button");
  close.className = "btn";
  close.textContent = document.body.dataset.close ?? "×";
  form.append(close);
  dialog.append(head, list, form);
  document.body.append(dialog);
  dialog.showModal();
}

for (const button of document.querySelectorAll("[data-keys-help]")) { button.hidden = false; button.addEventListener("click", help); }
