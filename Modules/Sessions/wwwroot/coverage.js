// Live coverage: lines that came since one last looked are counted, and shown by one click.
import "/_content/Conference.Shared/parts.js";

const seen = new Set();
const box = () => document.querySelector("[data-coverage]");
const lines = () => [...document.querySelectorAll("[data-coverage-line]")];
let fresh = new Set();

function look() {
  fresh = new Set([...fresh].filter(id => document.querySelector(`[data-coverage-line="${CSS.escape(id)}"]`)));
  for (const line of lines()) {
    if (!seen.has(line.dataset.coverageLine)) { seen.add(line.dataset.coverageLine); fresh.add(line.dataset.coverageLine); }
    line.classList.toggle("is-new", fresh.has(line.dataset.coverageLine));
  }
  count();
}

function count() {
  const button = box()?.querySelector("[data-new]");
  if (!button) return;
  button.hidden = fresh.size === 0;
  const text = fresh.size ? button.dataset.saysNew.replace("{0}", fresh.size) : "";
  if (button.textContent !== text) button.textContent = text;
}

function read() {
  fresh.clear();
  for (const line of lines()) line.classList.remove("is-new");
  count();
}

for (const line of lines()) seen.add(line.dataset.coverageLine);
document.addEventListener("renewed", look);
document.addEventListener("click", event => {
  if (!event.target.closest("[data-new]")) return;
  const first = lines()[0];
  read();
  first?.scrollIntoView({ block: "center" });
});
// Seen for some seconds is read.
const watching = new IntersectionObserver(entries => { for (const { isIntersecting, target } of entries) target.dataset.inSight = isIntersecting ? "yes" : ""; });
setInterval(() => {
  const first = lines()[0];
  if (!first) return;
  watching.observe(first);
  if (first.dataset.inSight && !document.hidden && fresh.size) setTimeout(read, 4000);
}, 2000);
