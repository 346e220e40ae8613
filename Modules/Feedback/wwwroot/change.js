// What one does with a comment where it stands: endorse it, or correct and withdraw one's own. Without a script the same
// forms lead to the comment's own page.
import { count, fill, press } from "./comment.js";

const post = (url, body, token) => fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-Antiforgery": token }, redirect: "error", signal: AbortSignal.timeout(15000) })
  .then(response => response.json());

/** @param {{say: (sentence: string) => void, changed: (comment: any) => void}} room */
export function changes(root, texts, { say, changed }) {
  const acts = root.querySelector("#acts"), template = root.querySelector("[data-change-template]");
  const token = acts.elements.__RequestVerificationToken.value;

  acts.addEventListener("submit", async e => {
    const button = e.submitter, item = button?.closest("[data-comment]");
    if (!item) return;
    e.preventDefault();
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    const endorsed = button.getAttribute("aria-pressed") === "true", code = item.querySelector("article").id;
    try {
      const { accepted, answer, refusal } = await post(button.formAction, new URLSearchParams(), token);
      if (accepted) { press(button, code, !endorsed); count(item, answer, texts); }
      else say(refusal);
    } catch {
      say(texts.notNow);
    }
    button.ariaBusy = null;
  });

  root.addEventListener("click", e => {
    const link = e.target.closest("[data-slot=change]");
    if (!link || !template || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    open(link.closest("[data-comment]"), link);
  });

  function open(item, link) {
    const code = item.querySelector("article").id, words = item.querySelector("[data-slot=text]");
    const form = template.content.firstElementChild.cloneNode(true), problem = form.querySelector("[data-problem]"), text = form.elements.Text;
    form.noValidate = true;
    text.value = [...words.querySelectorAll("p")].map(p => p.textContent).join("\n");
    const close = () => { form.remove(); words.hidden = false; link.hidden = false; };
    form.querySelector("[data-cancel]").hidden = false;
    form.querySelector("[data-cancel]").addEventListener("click", () => { close(); link.focus(); });
    form.addEventListener("submit", async e => {
      e.preventDefault();
      const withdraw = e.submitter?.hasAttribute("data-withdraw");
      try {
        const { accepted, answer, refusal } = await post(`/comments/${code}?handler=${withdraw ? "Withdraw" : "Correct"}`, new URLSearchParams(withdraw ? {} : { Text: text.value }), token);
        problem.textContent = refusal ?? "";
        problem.hidden = accepted;
        if (!accepted) return;
        close();
        changed(answer);
        say(fill(withdraw ? texts.withdrawn : texts.correctedNow, code));
      } catch {
        problem.textContent = texts.notNow;
        problem.hidden = false;
      }
    });
    text.addEventListener("keydown", e => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); form.requestSubmit(); }
      if (e.key === "Escape") { close(); link.focus(); }
    });
    words.hidden = true;
    link.hidden = true;
    words.after(form);
    text.focus();
  }
}
