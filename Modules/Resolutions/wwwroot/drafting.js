// Says in an open draft what the others just changed. The page works without it: saving shows both versions in any case.
import { follow } from "/_content/Conference.Shared/live.js";

const main = document.querySelector("main[data-topic]");
const news = main.querySelector("[data-news]");
const format = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, i) => values[i]);

function say(sentence, url) {
  news.textContent = sentence + " ";
  const link = Object.assign(document.createElement("a"), { href: url, textContent: main.dataset.reload });
  news.append(link);
}

follow(main.dataset.topic, Number(main.dataset.seen), event => {
  const body = event.body;
  if (body.who === main.dataset.me) return;
  if (event.kind === "adopted") return say(main.dataset.adopted, location.pathname);
  if (event.kind !== "clause") return;
  const line = main.querySelector(`[data-id="${body.id}"]`);
  line?.classList.add("is-busy");
  const open = body.id === main.dataset.clause;
  say(format(open ? main.dataset.changedOpen : main.dataset.changed, body.who, body.place),
    open ? `/resolutions/clauses/${body.id}/history` : `${location.pathname}?clause=${body.id}`);
});
