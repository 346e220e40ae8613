// One's own comments: what is still on this laptop goes out from here too, and what becomes of the others arrives live.
import { follow } from "/_content/Conference.Shared/live.js";
import { fate, render, textsOf } from "./comment.js";
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
  unsent.querySelector("ol").replaceChildren(...items.map(item => {
    const row = render(page.querySelector("template"), { ...item, author: page.dataset.name, title: "", organisation: "", at: item.sentAt, state: "", uses: [] }, texts, { mine: true });
    const p = document.createElement("p");
    p.className = "fate warn";
    p.textContent = item.refusal ?? texts.onThisLaptop;
    row.querySelector("[data-slot=fate]").replaceChildren(p);
    return row;
  }));
}

follow(page.dataset.topic, page.dataset.seen, ({ body }) => {
  const item = page.querySelector(`[data-comment="${CSS.escape(body.id)}"]`);
  if (!item) return;
  fate(item, body, texts, true);
  item.querySelector("[data-steps]")?.remove();
});

show();
outbox.flush();
