// The door: every scan is taken at once and sent one after the other, so that a scanner that is quicker than the network loses none.
const form = document.querySelector("[data-door]"), field = form.badge, answer = document.querySelector("[data-door-answer]");
const before = document.querySelector("[data-door-before]"), count = document.querySelector("[data-door-in]");
const waiting = [];
let sending = false;

form.addEventListener("submit", event => {
  event.preventDefault();
  if (field.value.trim()) waiting.push(field.value);
  field.value = "";
  field.focus();
  send();
});
document.addEventListener("click", event => { if (!event.target.closest("a, button, input")) field.focus(); });

async function send() {
  if (sending) return;
  sending = true;
  while (waiting.length) {
    const body = new FormData(form);
    body.set("badge", waiting[0]);
    try {
      const reply = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" } });
      if (reply.redirected || !reply.headers.get("content-type")?.includes("json")) { location.reload(); return; }
      const read = await reply.json();
      waiting.shift();
      show(reply.ok ? read : { accepted: false, name: "", detail: "", said: read.said });
    } catch {
      show({ accepted: false, name: "", detail: "", said: document.body.dataset.lost });
      await new Promise(resolve => setTimeout(resolve, 2000));
    }
  }
  sending = false;
}

function show({ accepted, name, detail, said, in: inside }) {
  const last = answer.querySelector("[data-slot=name]").textContent || answer.querySelector("[data-slot=said]").textContent;
  if (!answer.classList.contains("is-idle")) {
    const line = document.createElement("li");
    line.textContent = last;
    before.prepend(line);
    while (before.children.length > 8) before.lastChild.remove();
  }
  answer.className = `door-answer ${accepted ? "is-in" : "is-refused"}`;
  for (const [slot, text] of Object.entries({ said, name, detail })) answer.querySelector(`[data-slot=${slot}]`).textContent = text ?? "";
  if (inside !== undefined) count.textContent = inside;
}
