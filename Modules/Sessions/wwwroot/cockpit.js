// The cockpit: its parts, its forms and its keys; the offer to undo goes when its time is over.
import "/_content/Conference.Shared/parts.js";
import "/_content/Conference.Shared/acts.js";
import "/_content/Conference.Shared/shortcuts.js";
import "./slide.js";
import { serverNow } from "/_content/Conference.Shared/clock.js";

function undoing() {
  for (const snack of document.querySelectorAll("[data-undo-until]")) {
    const left = Math.ceil((Number(snack.dataset.undoUntil) - serverNow()) / 1000);
    snack.hidden = left <= 0;
    const shown = snack.querySelector("[data-undo-left]");
    if (shown && left > 0) shown.textContent = `${left}s`;
  }
}
setInterval(undoing, 250);
undoing();
