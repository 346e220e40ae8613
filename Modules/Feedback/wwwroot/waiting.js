// The home page sends what still waits in this browser, too.
import { fill } from "./comment.js";
import { openOutbox } from "./outbox.js";

const card = document.querySelector("[data-waiting]");
const count = card.querySelector("[data-waiting-count]");
const outbox = openOutbox(card.dataset.me, { post: card.dataset.post, token: card.querySelector("form input")?.value, changed: show });

function show() {
  const waiting = outbox.items().length;
  count.hidden = waiting === 0;
  count.textContent = waiting > 0 ? fill(count.dataset.words, waiting) : "";
}

show();
outbox.flush();
