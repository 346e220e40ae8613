// The big screen shows what a moderator puts there, as soon as it is put there.
import { follow } from "/_content/Conference.Shared/live.js";
import { renewSoon } from "./renew.js";

const screen = document.querySelector("[data-screen]");
const soon = renewSoon(0);

follow(screen.dataset.topic, screen.dataset.seen, ({ kind, body }) => {
  if (body.sessionId && body.sessionId !== screen.dataset.session) return;
  // Who may read may have changed, and with it what this screen follows.
  if (kind === "session") location.reload();
  else if (kind === "screen" || body.id && body.id === screen.querySelector("[data-comment]").dataset.comment) soon();
});
