// Ballots from the laptop: each has an id made here, so that sending it again is sending the same one. One that was not
// acknowledged says so, is kept on this laptop and goes out again; a secret one is never kept. A roll-call is followed live.
import { follow } from "/_content/Conference.Shared/live.js";
import { renew, say } from "/_content/Conference.Shared/parts.js";
import { tell } from "/_content/Conference.Shared/acts.js";

const KEY = "conference-ballot";
let retry = 0, lost = null;

const panel = () => document.querySelector("[data-ballot]");
const renewPart = element => { const part = element?.closest("[data-part]"); return part ? renew(part) : null; };

addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.cast === undefined || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  const choice = event.submitter?.name === "choice" ? event.submitter.value : new FormData(form).get("choice");
  if (!choice) return;
  send({ url: form.getAttribute("action"), decision: panel().dataset.ballot, voter: panel().dataset.voter, secret: panel().dataset.method === "Secret", choice, id: newId() });
});

async function send(ballot) {
  clearTimeout(retry);
  const form = document.querySelector("form[data-cast]");
  const token = (form ?? document).querySelector("[name=__RequestVerificationToken]")?.value;
  if (form) form.dataset.busy = "true";
  if (!ballot.secret) localStorage.setItem(KEY, JSON.stringify(ballot));
  try {
    const body = new FormData();
    for (const [name, value] of [["__RequestVerificationToken", token], ["choice", ballot.choice], ["id", ballot.id]]) body.set(name, value ?? "");
    const answer = await fetch(ballot.url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) { location.reload(); return; }
    const { said } = await answer.json();
    if (answer.status === 503) throw new Error(said);
    localStorage.removeItem(KEY);
    unsent(null);
    tell(said, !answer.ok);
    await renewPart(panel());
  } catch {
    unsent(ballot);
    if (!ballot.secret) retry = setTimeout(() => send(ballot), 2000 + Math.random() * 2000);
    else await renewPart(panel());
  } finally {
    for (const busy of document.querySelectorAll("form[data-cast]")) delete busy.dataset.busy;
  }
}

/** Says that a ballot has not arrived; its button is marked as the one on its way. */
function unsent(ballot) {
  lost = ballot;
  const note = document.querySelector("[data-ballot-lost]");
  if (!note) return;
  note.hidden = !ballot;
  note.textContent = !ballot ? "" : ballot.secret ? note.dataset.secret : note.dataset.sending;
  if (ballot) say(note.textContent);
}
addEventListener("renewed", () => { if (lost) unsent(lost); });

/** What a reload or a lost connection left unsent goes out again, as long as its vote is open. */
function resume() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(KEY)); } catch { localStorage.removeItem(KEY); }
  if (!kept) return;
  const shown = panel()?.dataset;
  if (shown?.ballot !== kept.decision) return;
  // Another delegation's laptop by now, or too late: it is not sent.
  if (shown.open && shown.voter === kept.voter) send(kept);
  else localStorage.removeItem(KEY);
}

/** Version 7: the time first. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = BigInt(Date.now());
  for (let i = 0; i < 6; i++) bytes[i] = Number(now >> BigInt(8 * (5 - i)) & 0xffn);
  bytes[6] = bytes[6] & 0x0f | 0x70;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  return [...bytes].map((b, i) => (i === 4 || i === 6 || i === 8 || i === 10 ? "-" : "") + b.toString(16).padStart(2, "0")).join("");
}

// A roll-call: laptops whose delegation is neither called nor has just answered change some figures and ask for nothing.
const followed = new Set();
function followVotes() {
  for (const element of document.querySelectorAll("[data-vote]")) {
    const topic = element.dataset.vote;
    if (!topic || followed.has(topic)) continue;
    followed.add(topic);
    follow(topic, element.dataset.voteSeen, ({ body }) => heard(topic, body));
  }
}

function heard(topic, news) {
  for (const element of document.querySelectorAll(`[data-vote="${CSS.escape(topic)}"]`)) {
    const mine = element.dataset.voter;
    if (element.dataset.ballot === undefined || (mine && (mine === news.called || mine === news.answered))) { renewPart(element); continue; }
    if (element.dataset.ballot !== news.code) continue;
    for (const slot of element.querySelectorAll("[data-roll]")) {
      if (slot.dataset.roll === "called") slot.textContent = !news.called ? slot.dataset.all : slot.dataset.now.replace("{0}", document.documentElement.lang === "en" ? news.calledNameEn || news.calledName : news.calledName);
      else slot.textContent = news[slot.dataset.roll];
    }
  }
}

addEventListener("renewed", followVotes);
followVotes();
resume();
addEventListener("online", resume);
