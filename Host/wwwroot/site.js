// Shortcuts that every page has: "/" goes to the search for a code; an open menu closes on Escape and on a click elsewhere.
addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = [...document.querySelectorAll(".goto input")].find(input => input.offsetParent);
    if (field) { event.preventDefault(); field.focus(); }
  }
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
});
addEventListener("click", event => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

// A text that is sent as a whole (a form with [data-keep], which names its writer and what it is about) stays on this laptop, with
// what it was begun from, until the page after it says that it has arrived: a reload or a lost connection costs nothing.
const laptop = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, values) { try { localStorage.setItem(key, JSON.stringify(values)); } catch { /* this browser keeps nothing */ } },
};
const sent = sessionStorage.getItem("sent");
sessionStorage.removeItem("sent");
if (sent && document.querySelector(".page-notice .ok")) localStorage.removeItem(sent);
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `form ${form.dataset.keep}`;
  const fields = () => [...form.elements].filter(field => field.name && field.name !== "__RequestVerificationToken");
  const values = () => Object.fromEntries(fields().map(field => [field.name, field.value]));
  const fill = from => { for (const field of fields()) field.value = from[field.name] ?? field.value; };
  const begun = values(), kept = laptop.read(key);
  if (kept && JSON.stringify(kept) !== JSON.stringify(begun)) {
    fill(kept);
    const notice = Object.assign(document.createElement("p"), { className: "notice warn", textContent: form.dataset.kept + " " });
    notice.setAttribute("role", "status");
    const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet", textContent: form.dataset.discard });
    discard.addEventListener("click", () => { localStorage.removeItem(key); fill(begun); notice.remove(); });
    notice.append(discard);
    form.before(notice);
  }
  form.addEventListener("input", () => laptop.write(key, values()));
  form.addEventListener("submit", () => sessionStorage.setItem("sent", key));
}
