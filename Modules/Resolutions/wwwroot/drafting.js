// Says in an open draft what the others just changed, and keeps what is typed on this laptop until it is saved. The page
// works without it: saving shows both versions in any case.
import { follow } from "/_content/Conference.Shared/live.js";

const main = document.querySelector("main[data-topic]");
const news = main.querySelector("[data-news]");
const format = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, i) => values[i]);

function say(sentence, url) {
  news.textContent = sentence + " ";
  if (url) news.append(Object.assign(document.createElement("a"), { href: url, textContent: main.dataset.reload }));
}

follow(main.dataset.topic, main.dataset.seen, ({ kind, body }) => {
  if (body.who === main.dataset.me) return;
  if (kind === "adopted") return say(main.dataset.adopted, location.pathname);
  if (kind !== "clause") return;
  main.querySelector(`[data-id="${body.id}"]`)?.classList.add("is-busy");
  const open = body.id === main.dataset.clause;
  say(format(open ? main.dataset.changedOpen : main.dataset.changed, body.who, body.place),
    open ? `/resolutions/clauses/${body.id}/history` : `${location.pathname}?clause=${body.id}`);
});

// The address may name the sources beside the text; the text still shows the clause they belong to.
if (matchMedia("(min-width: 64.01rem)").matches) main.querySelector(".clause.is-open")?.scrollIntoView({ block: "start" });

for (const form of main.querySelectorAll("[data-clause-form]")) keep(form);

function keep(form) {
  const key = "clause " + form.getAttribute("action");
  const fields = [...form.querySelectorAll("input[name=Version], [name^=Heading], [name^=Text], [name=Note]")];
  const typed = () => Object.fromEntries(fields.map(f => [f.name, f.value]));
  const words = values => JSON.stringify({ ...values, Version: "", Note: "" });
  const stored = typed();
  const kept = JSON.parse(localStorage.getItem(key));
  if (kept && words(kept) !== words(stored)) {
    // With the version it began from, so that what others saved meanwhile is shown and not overwritten.
    for (const field of fields) field.value = kept[field.name] ?? field.value;
    const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet", textContent: main.dataset.discard });
    const notice = Object.assign(document.createElement("p"), { className: "notice warn", textContent: main.dataset.kept + " " });
    notice.setAttribute("role", "status");
    notice.append(discard);
    form.prepend(notice);
    discard.addEventListener("click", () => {
      localStorage.removeItem(key);
      for (const field of fields) field.value = stored[field.name];
      notice.remove();
      form.querySelector("textarea").focus();
    });
  } else localStorage.removeItem(key);
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(typed())));
  // A new clause is shown as a clause of its own afterwards, where this form would never find it again.
  form.addEventListener("submit", () => { if (!("Version" in stored)) localStorage.removeItem(key); });
}
