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
// what it was begun from, until the page after it says that it has arrived: a reload or a lost connection costs nothing. Fields with
// [data-forget] are not kept; [data-again] names where a form is posted that has other parts than those that were kept, to be shown with them.
const laptop = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, values) { try { localStorage.setItem(key, JSON.stringify(values)); } catch { /* this browser keeps nothing */ } },
};
const sent = sessionStorage.getItem("sent");
sessionStorage.removeItem("sent");
if (sent && document.querySelector(".page-notice .ok")) localStorage.removeItem(sent);
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `form ${form.dataset.keep}`;
  const chosen = field => field.type === "radio" || field.type === "checkbox";
  const nameOf = field => chosen(field) ? `${field.name}=${field.value}` : field.name;
  const fields = () => [...form.elements].filter(field => field.name && field.name !== "__RequestVerificationToken" && field.dataset.forget === undefined);
  const values = () => Object.fromEntries(fields().map(field => [nameOf(field), chosen(field) ? field.checked : field.value]));
  const fill = from => {
    for (const field of fields()) {
      const value = from[nameOf(field)];
      if (value === undefined) continue;
      if (chosen(field)) { field.checked = value; continue; }
      field.value = value;
      // What the page itself added to the text since is added to what was kept.
      for (const line of (field.dataset.added ?? "").split("\n")) if (line && !field.value.includes(line)) field.value += `${field.value ? "\n" : ""}${line}`;
    }
  };
  const begun = values(), kept = laptop.read(key);
  // A page that answers a post has what was typed, and knows better what it is compared with.
  if (sent === key && document.body.dataset.posted) laptop.write(key, begun);
  // It had arrived, though its answer was lost on the way.
  else if (JSON.stringify(kept) === JSON.stringify(begun)) localStorage.removeItem(key);
  else if (kept) {
    const missing = Object.keys(kept).filter(name => !(name in begun) && !name.includes("="));
    const other = fields().some(field => field.type === "hidden" && kept[field.name] !== undefined && kept[field.name] !== field.value);
    if (form.dataset.again && (missing.length > 0 || other)) {
      for (const name of missing) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: kept[name] }));
      fill(kept);
      for (const field of form.querySelectorAll("[data-forget]")) field.disabled = true;
      sessionStorage.setItem("sent", key);
      form.action = form.dataset.again;
      form.submit();
    } else {
      fill(kept);
      const notice = Object.assign(document.createElement("p"), { className: "notice warn", textContent: document.body.dataset.kept + " " });
      notice.setAttribute("role", "status");
      const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet", textContent: document.body.dataset.discard });
      discard.addEventListener("click", () => { localStorage.removeItem(key); fill(begun); notice.remove(); });
      notice.append(discard);
      form.before(notice);
    }
  }
  form.addEventListener("input", () => laptop.write(key, values()));
  form.addEventListener("submit", () => {
    laptop.write(key, values());
    sessionStorage.setItem("sent", key);
  });
}
