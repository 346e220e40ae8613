// Forms marked [data-act] are posted without leaving the page. What came of it is said in a short message, refusals too;
// the parts of the page are read again. Without a connection nothing is done, and what was typed stays; so does what is
// typed while the answer is under way: only what was sent leaves the form.
import { renewAll, say } from "./parts.js";

const snack = document.createElement("div");
snack.className = "snack is-said";
snack.hidden = true;
document.body.append(snack);
let hiding = 0;

/** Shows a sentence for some seconds; something refused stays longer. */
export function tell(sentence, refused = false) {
  if (!sentence) return;
  snack.textContent = sentence;
  snack.hidden = false;
  snack.classList.toggle("is-refused", refused);
  say(sentence);
  clearTimeout(hiding);
  hiding = setTimeout(() => { snack.hidden = true; }, refused ? 9000 : 4000);
}

// A part that was read again meanwhile holds the same form anew, with what was typed carried over.
const hidden = form => [...form.querySelectorAll("input[type=hidden]")].filter(i => i.name !== "__RequestVerificationToken").map(i => `${i.name}=${i.value}`).join("&");
const heirs = form => form.isConnected ? [] : [...document.forms].filter(f => f.getAttribute("action") === form.getAttribute("action") && hidden(f) === hidden(form));

// What each form is doing: a second press of the same button does nothing; another button waits for its turn rather than being lost.
const busy = new WeakMap(), turns = new WeakMap();

const isTyped = field => field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])");

/** Empties the form but for what was typed since; false where there is such. */
function clear(form, sent) {
  const kept = [...form.elements].filter(field => field.name && isTyped(field) && sent.has(field.name) && field.value !== sent.get(field.name)).map(field => {
    const gone = field.value.startsWith(sent.get(field.name)) ? sent.get(field.name).length : 0;
    return [field, field.value.slice(gone), (field.selectionStart ?? 0) - gone, (field.selectionEnd ?? 0) - gone];
  });
  form.reset();
  for (const [field, text, start, end] of kept) {
    field.value = text;
    if (field === document.activeElement && start >= 0) try { field.setSelectionRange(start, end); } catch { /* not a text field */ }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return kept.length === 0;
}

addEventListener("submit", async event => {
  const form = event.target;
  if (form.dataset.act === undefined || event.defaultPrevented) return;
  event.preventDefault();
  const running = busy.get(form) ?? new Set(), action = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const key = `${action} ${event.submitter?.name ?? ""}=${event.submitter?.value ?? ""}`;
  if (running.has(key)) return;
  busy.set(form, running.add(key));
  const body = new FormData(form, event.submitter), before = turns.get(form), turn = Promise.withResolvers();
  turns.set(form, turn.promise);
  try {
    await before;
    const answer = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } });
    turn.resolve();
    const isAnswer = answer.headers.get("content-type")?.includes("json");
    // Someone who is no longer signed in is shown the sign-in.
    if (answer.redirected || !isAnswer) { location.reload(); return; }
    const { said } = await answer.json();
    if (answer.ok) {
      for (const one of [form, ...heirs(form)]) {
        if (!clear(one, body)) continue;
        one.closest("dialog[open]")?.close();
        one.closest("details[data-closes]")?.removeAttribute("open");
      }
      form.dispatchEvent(new CustomEvent("done", { bubbles: true }));
    }
    tell(said, !answer.ok);
    await renewAll();
  } catch {
    tell(document.body.dataset.lost, true);
  } finally {
    turn.resolve();
    running.delete(key);
  }
});
