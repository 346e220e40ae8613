// The merge table: a switched-on amendment reads the table again with it, and what arrives meanwhile is named until it is dismissed.
import { renew } from "/_content/Conference.Shared/parts.js";
import { tell } from "/_content/Conference.Shared/acts.js";

const main = document.querySelector("main[data-merging]");
const arrived = main.querySelector("[data-arrived]");
const part = () => main.querySelector("[data-part]");
const present = () => [...main.querySelectorAll("[data-amendment]")];
const known = new Set(present().map(one => one.dataset.amendment));

main.addEventListener("change", event => {
  const form = event.target.form;
  if (form?.id !== "toggles") return;
  const wanted = new URLSearchParams(new FormData(form));
  history.replaceState(null, "", `${form.getAttribute("action")}?${wanted}`);
  part().dataset.part = `${form.getAttribute("action")}?handler=Table&${wanted}`;
  renew(part());
});

main.addEventListener("renewed", () => {
  const fresh = present().filter(one => !known.has(one.dataset.amendment));
  for (const one of fresh) {
    known.add(one.dataset.amendment);
    const link = document.createElement("a");
    link.href = `#${one.dataset.amendment}`;
    link.textContent = main.dataset.new.replace("{0}", `${one.dataset.amendment} · ${one.dataset.from} · ${one.dataset.where}`);
    link.addEventListener("click", () => { link.remove(); arrived.hidden = !arrived.children.length; });
    arrived.append(link);
  }
  arrived.hidden = !arrived.children.length;
  if (fresh.length) tell(arrived.lastElementChild.textContent);
});
