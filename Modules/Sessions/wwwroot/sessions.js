// Parts of a page that show states of sessions ([data-part] names where to read one again) follow the topic "conference".
import { follow } from "/_content/Conference.Shared/live.js";

const parts = () => [...document.querySelectorAll("[data-part]")];
const seen = Math.min(...[...document.querySelectorAll("[data-conference-seen]")].map(part => Number(part.dataset.conferenceSeen)));

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

async function renew(part) {
  const answer = await fetch(part.dataset.part, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) return;
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  const fresh = holder.content.firstElementChild;
  if (!fresh) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  part.replaceWith(fresh);
  if (focused) [...fresh.querySelectorAll("[data-key]")].find(element => element.dataset.key === focused)?.focus();
  if (fresh.dataset.say && fresh.dataset.say !== status.textContent) status.textContent = fresh.dataset.say;
}

let waiting = false;
function renewAll() {
  if (waiting) return;
  waiting = true;
  setTimeout(async () => { waiting = false; await Promise.allSettled(parts().map(renew)); }, 40);
}

if (Number.isFinite(seen)) follow("conference", seen, event => { if (event.kind === "session" || event.kind === "agenda") renewAll(); });
// Minutes pass without events.
setInterval(() => { if (!document.hidden) renewAll(); }, 60_000);
