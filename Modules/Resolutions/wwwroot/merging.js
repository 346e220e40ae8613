// The merge table: a switched-on amendment reads the table again with it, and what arrives meanwhile is named until it is dismissed.
import { renew } from "/_content/Conference.Shared/parts.js";
import { tell } from "/_content/Conference.Shared/acts.js";

const main = document.querySelector("main[data-merging]");
const arrived = main.querySelector("[data-arrived]");
const part = () => main.querySelector("[data-part]");
const latest = () => [...main.querySelectorAll("[data-latest] li")];
// What is announced is newer than all that was there before; what is decided and undone comes back without a word.
let newest = Math.max(0, ...latest().map(one => Number(one.dataset.time)));
const known = new Set(latest().map(one => one.dataset.code));

main.addEventListener("change", event => {
  const form = event.target.form;
  if (form?.id !== "toggles") return;
  const wanted = new URLSearchParams(new FormData(form));
  history.replaceState(null, "", `${form.getAttribute("action")}?${wanted}`);
  part().dataset.part = `${form.getAttribute("action")}?handler=Table&${wanted}`;
  renew(part());
});

main.addEventListener("renewed", () => {
  const fresh = latest().filter(one => Number(one.dataset.time) > newest && !known.has(one.dataset.code)).reverse();
  for (const { dataset: { code, from, where, time } } of fresh) {
    known.add(code);
    newest = Math.max(newest, Number(time));
    const link = document.createElement("a");
    link.href = document.getElementById(code) ? `#${code}` : `${main.querySelector("#toggles").getAttribute("action")}?at=${code}#${code}`;
    link.textContent = main.dataset.new.replace("{0}", `${code} · ${from} · ${where}`);
    link.addEventListener("click", () => { link.remove(); arrived.hidden = !arrived.children.length; });
    arrived.append(link);
  }
  arrived.hidden = !arrived.children.length;
  if (fresh.length) tell(arrived.lastElementChild.textContent);
});
