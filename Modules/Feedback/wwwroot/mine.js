// One's own comments: what is still on this laptop goes out from here too, and what becomes of the others arrives live.
import { follow } from "/_content/Conference.Shared/live.js";
import { clock, fate, fill, paragraphs, textsOf } from "./comment.js";
import { waiting } from "./composer.js";
import { openOutbox } from "./outbox.js";

const page = document.querySelector("[data-mine]");
const texts = textsOf(page);
const unsent = page.querySelector("[data-unsent]");

const outbox = openOutbox(page.dataset.me, {
  post: page.dataset.post,
  token: page.querySelector("[data-token] input")?.value,
  changed: show,
  received: () => { if (outbox.items().length === 0) location.reload(); },
});

function show() {
  const items = outbox.items();
  unsent.hidden = items.length === 0;
  unsent.querySelector("ol").replaceChildren(...items.map(item => waiting(page.querySelector("template"), item, page.dataset.name, texts)));
}

follow(page.dataset.topic, page.dataset.seen, ({ kind, body }) => {
  const item = page.querySelector(`[data-comment="${CSS.escape(body.id)}"]`);
  if (!item) return;
  fate(item, body, texts, true);
  item.querySelector("[data-steps]")?.remove();
  if (body.state !== "open" || kind === "own" && !["waiting", "published"].includes(body.standing)) item.querySelector("[data-slot=change]")?.remove();
  if (kind !== "own") return;
  item.querySelector("[data-slot=text]").replaceChildren(...paragraphs(body.text));
  item.querySelector("[data-slot=corrected]").textContent = body.correctedAt ? fill(texts.corrected, clock(body.correctedAt, texts)) : "";
}, state => { if (state === "refused") location.reload(); });

show();
outbox.flush();
