// Writing: the draft is kept on this laptop as one types, and what is sent goes through the outbox.
import { fill, labelOf, render } from "./comment.js";
import { newId, openOutbox, store } from "./outbox.js";

/**
 * @param {HTMLElement} root the room's comments; form: its composer
 * @param {{received: (comment: any) => void, ownIds: (ids: string[]) => void}} room
 */
export function composer(root, form, texts, { received, ownIds }) {
  const { session, sendTo, me, longest } = root.dataset;
  const find = name => root.querySelector(`[data-${name}]`);
  const write = find("write"), unsent = find("unsent"), announce = find("announce"), status = find("status"), problem = find("problem");
  const fields = form.elements, text = fields.Text, more = form.querySelector("details.more");
  const draftKey = `conference.draft.${me}.${session}`;
  const say = sentence => { status.textContent = sentence; };
  let asked = JSON.parse(form.dataset.fields), replyTo = null;

  function complain(sentence) {
    problem.textContent = sentence;
    problem.hidden = !sentence;
    text.classList.toggle("is-invalid", Boolean(sentence));
    text.toggleAttribute("aria-invalid", Boolean(sentence));
  }

  const number = n => Number(n).toLocaleString(document.documentElement.lang);

  function tooLong() {
    const length = text.value.trim().normalize("NFC").length;
    return length > longest ? fill(texts.tooLong, number(length), number(longest)) : "";
  }

  const answerFields = () => [...find("answers").querySelectorAll("[name^=Answers]")];

  /** What stands in the form, as the draft and the outbox keep it. */
  function typed() {
    return {
      text: text.value, kind: fields.Kind.value, onBehalf: fields.OnBehalf?.checked ?? false,
      anonymous: fields.Anonymous.checked && !find("anonymity").hidden, about: fields.About.value.trim(), replyTo,
      answers: Object.fromEntries(answerFields().filter(f => f.value.trim()).map(f => [f.name.slice("Answers[".length, -1), f.value.trim()])),
    };
  }

  function show({ text: words = "", kind = "comment", onBehalf = false, anonymous = false, about = "", replyTo: to = null, answers = {} }) {
    text.value = words;
    fields.Kind.value = kind;
    if (fields.OnBehalf) fields.OnBehalf.checked = onBehalf;
    fields.Anonymous.checked = anonymous;
    fields.About.value = about;
    if (onBehalf || about) more.open = true;
    for (const field of answerFields()) field.value = answers[field.name.slice("Answers[".length, -1)] ?? "";
    answer(to);
    offerSaying();
  }

  function answer(to) {
    replyTo = to;
    fields.ReplyToId.value = to?.id ?? "";
    find("reply").hidden = !to;
    find("reply-code").textContent = to?.code ?? "";
    find("reply-text").textContent = to?.quote ?? "";
  }

  const draft = () => { try { return JSON.parse(store.get(draftKey)); } catch { return null; } };

  function keepDraft() {
    const now = typed();
    if (!now.text && !now.replyTo) { store.remove(draftKey); say(""); return; }
    say(store.set(draftKey, JSON.stringify(now)) ? texts.draftKept : texts.draftNotKept);
    complain(tooLong());
  }

  function restore() {
    const kept = draft();
    if (!kept || text.value) return;
    show(kept);
    say(texts.draftKept);
    complain(tooLong());
  }

  /** The fields that the session asks for now; answers given already stay. */
  function ask(next) {
    if (JSON.stringify(next) === JSON.stringify(asked)) return;
    const { answers } = typed();
    asked = next;
    find("answers").hidden = asked.length === 0;
    find("answers").replaceChildren(...asked.map(field => {
      const box = document.createElement("div"), label = document.createElement("label"), input = document.createElement(field.choices.length > 0 ? "select" : "input");
      box.className = "field";
      input.className = "form-control";
      input.id = label.htmlFor = `answer-${field.key}`;
      input.name = `Answers[${field.key}]`;
      input.required = field.required;
      label.textContent = labelOf(field, texts) + (field.required ? " *" : "");
      if (field.choices.length > 0) input.append(new Option(""), ...field.choices.map(choice => new Option(choice)));
      input.value = answers[field.key] ?? "";
      box.append(label, input);
      return box;
    }));
  }

  // What is being said in the room at this moment, as its other parts tell: one tap says that the comment is on it.
  const saidNow = find("said-now"), abouts = find("abouts");

  function offerSaying() {
    const saying = JSON.parse(document.querySelector("[data-saying]")?.dataset.saying ?? "[]"), about = fields.About.value.trim();
    for (const words of saying) if (![...abouts.options].some(o => o.value === words)) abouts.prepend(new Option(words));
    const offered = about && !saying.includes(about) ? [about, ...saying] : saying;
    saidNow.hidden = offered.length === 0;
    const focused = document.activeElement?.parentElement === saidNow ? document.activeElement.dataset.about : null;
    saidNow.replaceChildren(...offered.map(words => {
      const chip = button(fill(saidNow.dataset.words, words), () => { fields.About.value = fields.About.value.trim() === words ? "" : words; keepDraft(); offerSaying(); });
      chip.dataset.about = words;
      chip.classList.add("chip");
      chip.setAttribute("aria-pressed", String(words === about));
      return chip;
    }));
    if (focused) [...saidNow.children].find(chip => chip.dataset.about === focused)?.focus();
  }

  document.addEventListener("renewed", offerSaying);
  fields.About.addEventListener("change", offerSaying);

  form.noValidate = true;
  find("no-reply").hidden = false;
  find("no-reply").addEventListener("click", () => { answer(null); keepDraft(); text.focus(); });
  restore();
  form.addEventListener("input", () => { if (text.value.trim() !== "" && !tooLong()) complain(""); keepDraft(); });
  form.addEventListener("keydown", e => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.isComposing) { e.preventDefault(); form.requestSubmit(); }
  });
  // Another tab of the same person sent or changed this draft: follow it, unless something is being typed here.
  addEventListener("storage", e => { if (e.key === draftKey && !form.contains(document.activeElement)) show(draft() ?? {}); });

  const outbox = openOutbox(me, {
    post: form.action, token: fields.__RequestVerificationToken?.value, changed: showUnsent,
    received(comment) {
      if (comment.sessionId !== session) return;
      received(comment);
      announce.textContent = fill(texts.receivedAs, comment.code);
      if (!text.value) say(fill(texts.receivedAs, comment.code));
    },
    refused(item, sentence) {
      if (item.session !== session) return;
      announce.textContent = sentence;
      // Back where it was typed, unless something else is being written there already.
      if (text.value.trim() === "") takeBack(item);
    },
    waits: sentence => { if (sentence) say(sentence); },
  });

  function takeBack(item) {
    show(item);
    write.hidden = false;
    keepDraft();
    if (item.refusal) complain(item.refusal);
    outbox.remove(item.id);
    text.focus();
  }

  form.addEventListener("submit", e => {
    e.preventDefault();
    const now = typed();
    if (now.text.trim() === "") { complain(texts.empty); text.focus(); return; }
    if (tooLong()) { complain(tooLong()); text.focus(); return; }
    const missing = answerFields().find(f => f.required && !f.value.trim());
    if (missing) { complain(texts.answerMissing); missing.focus(); return; }
    if (root.dataset.state !== "open") { complain(texts.closed[root.dataset.state]); return; }
    outbox.add({ ...now, text: now.text.trim(), id: newId(), session, topic: sendTo, replyToId: now.replyTo?.id, sentAt: new Date().toISOString() });
    show({});
    store.remove(draftKey);
    say("");
    complain("");
    text.focus();
  });

  function showUnsent() {
    const mine = outbox.items().filter(i => i.session === session);
    ownIds(mine.map(i => i.id));
    unsent.hidden = mine.length === 0;
    unsent.replaceChildren(...mine.map(item => {
      const row = waiting(find("template"), item, root.dataset.name, texts, asked);
      if (item.refusal) row.querySelector("[data-slot=acts]").append(button(texts.editAgain, () => takeBack(item)), button(texts.discard, () => outbox.remove(item.id)));
      return row;
    }));
  }

  function button(words, act) {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "btn btn-sm";
    b.textContent = words;
    b.addEventListener("click", act);
    return b;
  }

  /** The session takes comments differently than before. */
  function become(taking, settings) {
    write.hidden = taking !== "open" && text.value.trim() === "";
    find("send").disabled = taking !== "open";
    if (!settings) return;
    find("anonymity").hidden = !settings.allowsAnonymous;
    ask(settings.fields);
    for (const [name, wanted] of [["approval", settings.publishing === "afterApproval"], ["delegations", settings.audience === "delegations"], ["desk", settings.audience === "desk"], ["most", settings.mostPerPerson !== null]]) {
      const rule = form.querySelector(`[data-rules=${name}]`);
      rule.hidden = !wanted;
      if (name === "most" && wanted) rule.textContent = fill(rule.dataset.words, settings.mostPerPerson);
    }
  }

  showUnsent();
  offerSaying();
  outbox.flush();
  return {
    flush: () => outbox.flush(), become,
    fields: () => asked,
    reply(to) { answer(to); keepDraft(); text.focus(); },
  };
}

/** A comment that is still on this laptop. */
export function waiting(template, item, author, texts, fields = []) {
  const row = render(template, {
    ...item, replyTo: item.replyTo?.code, answers: Object.entries(item.answers ?? {}).map(([key, value]) => ({ key, value })),
    author, title: "", organisation: "", at: item.sentAt, state: "", uses: [],
  }, texts, { mine: true, quote: item.replyTo?.quote, fields });
  const p = document.createElement("p");
  p.className = "fate warn";
  p.append(item.refusal ?? texts.onThisLaptop);
  row.querySelector("[data-slot=fate]").replaceChildren(p);
  return row;
}
