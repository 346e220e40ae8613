// A display that nobody touches: shows its slide, looks again at all news of its session, of the conference and of the
// screens, comes back by itself after any interruption, and keeps the last it knew meanwhile.
import { follow } from "/_content/Conference.Shared/live.js";
import "/_content/Conference.Shared/clock.js";
import { watch } from "./slide.js";

const screen = document.querySelector("main.screen");
const holder = () => screen.querySelector("[data-again]");
const followed = new Map();
let last = "", reading = false, again = false, isOffline = false;

const plain = html => html.replace(/ data-topics="[^"]*"/, "");

/** A quiet mark in the corner, for the technician and not for the hall. */
function mark(words) {
  if (words) screen.dataset.state = words; else delete screen.dataset.state;
}

async function look() {
  if (reading) { again = true; return; }
  reading = true;
  try {
    do {
      again = false;
      const answer = await fetch(holder().dataset.again, { headers: { "X-Requested-With": "fetch" }, cache: "no-store", signal: AbortSignal.timeout(10_000) });
      if (answer.redirected || answer.status === 401) { mark(screen.dataset.signedOut); continue; }
      if (!answer.ok) continue;
      show(await answer.text());
      mark(isOffline ? screen.dataset.lost : "");
    } while (again);
  } catch { /* the next news, or the next minute, asks again */ }
  reading = false;
}

function show(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const fresh = template.content.firstElementChild;
  if (!fresh?.dataset.again) return;
  if (plain(html) === last) holder().dataset.topics = fresh.dataset.topics;
  else {
    holder().replaceWith(fresh);
    fresh.dispatchEvent(new CustomEvent("renewed", { bubbles: true }));
    last = plain(html);
  }
  followTopics();
}

function followTopics() {
  const wanted = JSON.parse(holder().dataset.topics), vote = holder().querySelector("[data-vote]");
  if (vote?.dataset.vote) wanted.push([vote.dataset.vote, Number(vote.dataset.voteSeen)]);
  for (const [topic, stop] of followed) if (!wanted.some(([name]) => name === topic)) { stop(); followed.delete(topic); }
  for (const [topic, seen] of wanted) {
    if (followed.has(topic)) continue;
    followed.set(topic, follow(topic, seen, look, state => {
      const was = isOffline;
      isOffline = state === "offline";
      if (state === "refused") mark(screen.dataset.signedOut);
      else if (isOffline) mark(screen.dataset.lost);
      else if (was && state === "live") look();
    }));
  }
}

// The display must not go to sleep; browsers let go of the lock whenever the page is hidden.
async function stayAwake() {
  try { await navigator.wakeLock?.request("screen"); } catch { /* not allowed here */ }
}
document.addEventListener("visibilitychange", () => { if (!document.hidden) { stayAwake(); look(); } });
stayAwake();

let still = 0;
function moved() {
  screen.classList.add("is-touched");
  clearTimeout(still);
  still = setTimeout(() => screen.classList.remove("is-touched"), 3000);
}
addEventListener("pointermove", moved);
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "f") return;
  if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.();
});

followTopics();
watch();
look();
setInterval(look, 30_000);
