// Comments are linked without leaving the list: by dragging one onto a clause, or with its own buttons. What is linked leaves the list.
import { tell } from "/_content/Conference.Shared/acts.js";
import { dragComments } from "./drag-comment.js";

const main = document.querySelector("main[data-placing]");
const token = main.querySelector("input[name=__RequestVerificationToken]").value;

async function link(card, fields) {
  fields.set("__RequestVerificationToken", token);
  try {
    const answer = await fetch("/resolutions/link", { method: "POST", body: fields, headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) { location.reload(); return; }
    const { said, clause } = await answer.json();
    tell(said, !answer.ok);
    if (answer.ok) leave(card, clause);
  } catch { tell(main.dataset.lost, true); }
}

function leave(card, clause) {
  const count = main.querySelector(`[data-clause="${clause}"] [data-sources]`);
  if (count) count.textContent = count.dataset.sources = Number(count.dataset.sources) + 1;
  const homeless = main.querySelector("[data-homeless]");
  homeless.dataset.homeless = Math.max(0, Number(homeless.dataset.homeless) - 1);
  homeless.textContent = main.dataset.left.replace("{0}", homeless.dataset.homeless);
  const [undo, redo] = main.querySelectorAll("[data-undo] button");
  [undo.disabled, redo.disabled] = [false, true];
  const next = card.nextElementSibling ?? card.previousElementSibling, had = card.contains(document.activeElement);
  card.remove();
  if (!main.querySelector("[data-comments] .source")) main.querySelector("[data-comments]").prepend(Object.assign(document.createElement("p"), { className: "muted", textContent: main.dataset.none }));
  if (had) next?.focus();
}

main.addEventListener("submit", event => {
  const form = event.target;
  if (form.getAttribute("action") !== "/resolutions/link") return;
  event.preventDefault();
  link(form.closest(".source"), new FormData(form));
});

dragComments("[data-clause]", (comment, clause) => {
  const fields = new FormData();
  fields.set("Clause", clause.dataset.clause);
  fields.set("Comments", comment);
  link(main.querySelector(`[data-comment="${comment}"]`).closest(".source"), fields);
});
