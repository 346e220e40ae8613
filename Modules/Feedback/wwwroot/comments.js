// The comments of a session's room: the composer that never loses a word, and the list that follows live.
import { follow } from "/_content/Conference.Shared/live.js";
import { fate, fill, render, textsOf } from "./comment.js";
import { newId, openOutbox, store } from "./outbox.js";

for (const root of document.querySelectorAll("[data-comments]")) room(root);

function room(root) {
  const { session, topic, sendTo, me, seen, longest, past } = root.dataset;
  const texts = textsOf(root);
  const find = name => root.querySelector(`[data-${name}]`);
  const list = find("list"), template = find("template"), banner = find("offline"), news = find("news"), announce = find("announce");
  const total = find("total"), form = find("composer"), unsent = find("unsent"), notice = find("notice");
  const held = [];

  const shown = id => list.querySelector(`:scope > [data-comment="${CSS.escape(id)}"]`);

  function place(comment) {
    const item = render(template, comment, texts, { mine: comment.authorId === me });
    const after = [...list.children].find(other => Number(other.dataset.number) < comment.number);
    list.insertBefore(item, after ?? null);
    list.hidden = false;
    find("empty")?.remove();
  }

  function add(comment) {
    if (shown(comment.id) || held.some(c => c.id === comment.id)) return;
    total.textContent = Number(total.textContent) + 1;
    if (past) return;
    // Someone who has scrolled down into the list reads on undisturbed.
    if (comment.authorId !== me && list.getBoundingClientRect().top < 0) {
      held.push(comment);
    } else place(comment);
    showNews();
  }

  function showNews() {
    news.hidden = held.length === 0;
    if (held.length > 0) news.querySelector("[data-news-count]").textContent = fill(held.length === 1 ? texts.oneNew : texts.someNew, held.length);
  }

  function showHeld() {
    for (const comment of held.splice(0)) place(comment);
    showNews();
  }

  news.querySelector("button").addEventListener("click", () => {
    showHeld();
    list.scrollIntoView({ block: "start" });
    list.firstElementChild?.querySelector("a")?.focus({ preventScroll: true });
  });
  addEventListener("scroll", () => { if (held.length > 0 && list.getBoundingClientRect().top >= 0) showHeld(); }, { passive: true });

  // Ten comments in a second are one announcement to those who listen to the page.
  let unheard = 0, announcing = 0;
  function tell() {
    unheard++;
    announcing ||= setTimeout(() => {
      announce.textContent = fill(unheard === 1 ? texts.oneNew : texts.someNew, unheard);
      unheard = announcing = 0;
    }, 1000);
  }

  function become(state) {
    root.dataset.state = state;
    const open = state === "open", words = texts.closed[state];
    if (form) {
      const typed = form.elements.Text.value.trim() !== "";
      form.hidden = !open && !typed;
      form.querySelector("[data-send]").disabled = !open;
    }
    notice.hidden = open && Boolean(form);
    notice.textContent = form || !open ? words ?? "" : texts.observer;
  }

  const outbox = form ? composer() : null;
  become(root.dataset.state);

  // The desk's topic tells of every session.
  follow(topic, seen, event => {
    if (event.body.sessionId && event.body.sessionId !== session) return;
    switch (event.kind) {
      case "comment":
        if (event.body.authorId !== me && !shown(event.body.id)) tell();
        add(event.body);
        break;
      case "changed": {
        const item = shown(event.body.id), waiting = held.findIndex(c => c.id === event.body.id);
        if (waiting >= 0) held[waiting] = event.body;
        item?.replaceWith(render(template, event.body, texts, { mine: item.querySelector(".is-mine") !== null }));
        break;
      }
      case "gone": {
        const waiting = held.findIndex(c => c.id === event.body.id);
        if (waiting >= 0) held.splice(waiting, 1);
        shown(event.body.id)?.remove();
        total.textContent = Number(total.textContent) - 1;
        showNews();
        break;
      }
      case "outcome": {
        const item = shown(event.body.id), waiting = held.find(c => c.id === event.body.id);
        if (waiting) Object.assign(waiting, event.body);
        if (item) fate(item, event.body, texts, item.querySelector(".is-mine") !== null);
        break;
      }
      case "session":
        become(event.body.taking);
        if (event.body.taking === "open") outbox?.flush();
        break;
    }
  }, state => {
    banner.hidden = state !== "offline";
    if (state === "offline") announce.textContent = banner.textContent;
    root.dataset.live = state;
    if (state === "live") outbox?.flush();
  });

  function composer() {
    const text = form.elements.Text, status = find("status"), problem = find("problem");
    const draftKey = `conference.draft.${me}.${session}`;
    const draft = () => { try { return JSON.parse(store.get(draftKey)) ?? {}; } catch { return {}; } };
    const say = sentence => { status.textContent = sentence; };

    function complain(sentence) {
      problem.textContent = sentence;
      problem.hidden = !sentence;
      text.classList.toggle("is-invalid", Boolean(sentence));
      text.toggleAttribute("aria-invalid", Boolean(sentence));
    }

    function tooLong() {
      const length = text.value.trim().normalize("NFC").length;
      return length > longest ? fill(texts.tooLong, length.toLocaleString(document.documentElement.lang), Number(longest).toLocaleString(document.documentElement.lang)) : "";
    }

    function keepDraft() {
      if (text.value === "") { store.remove(draftKey); say(""); return; }
      const kept = store.set(draftKey, JSON.stringify({ text: text.value, kind: form.elements.Kind.value }));
      say(kept ? texts.draftKept : texts.draftNotKept);
      complain(tooLong());
    }

    function restore() {
      const { text: typed, kind } = draft();
      if (!typed || text.value !== "") return;
      text.value = typed;
      if (kind) form.elements.Kind.value = kind;
      say(texts.draftKept);
      complain(tooLong());
    }

    form.noValidate = true;
    restore();
    form.addEventListener("input", () => { if (text.value.trim() !== "" && !tooLong()) complain(""); keepDraft(); });
    text.addEventListener("keydown", e => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.isComposing) { e.preventDefault(); form.requestSubmit(); }
    });
    // Another tab of the same person sent or changed this draft: follow it, unless something is being typed here.
    addEventListener("storage", e => {
      if (e.key !== draftKey || document.activeElement === text) return;
      text.value = draft().text ?? "";
    });

    const page = openOutbox(me, {
      post: form.action, token: form.elements.__RequestVerificationToken?.value, changed: showUnsent,
      received(comment) {
        if (comment.sessionId !== session) return;
        add(comment);
        announce.textContent = fill(texts.receivedAs, comment.code);
        say(fill(texts.receivedAs, comment.code));
      },
      refused(item, sentence) {
        if (item.session !== session) return;
        complain(sentence);
        // Back where it was typed, unless something else is being written there already.
        if (text.value.trim() === "") takeBack(item);
      },
    });

    function takeBack(item) {
      text.value = item.text;
      form.elements.Kind.value = item.kind;
      form.hidden = false;
      keepDraft();
      if (item.refusal) complain(item.refusal);
      page.remove(item.id);
      text.focus();
    }

    form.addEventListener("submit", e => {
      e.preventDefault();
      const typed = text.value.trim();
      if (typed === "") { complain(texts.empty); text.focus(); return; }
      if (tooLong()) { complain(tooLong()); text.focus(); return; }
      if (root.dataset.state !== "open") { complain(texts.closed[root.dataset.state]); return; }
      page.add({ id: newId(), session, topic: sendTo, kind: form.elements.Kind.value, text: typed, sentAt: new Date().toISOString() });
      text.value = "";
      form.elements.Kind.value = "comment";
      store.remove(draftKey);
      say("");
      complain("");
      text.focus();
    });

    function showUnsent() {
      const mine = page.items().filter(i => i.session === session);
      unsent.hidden = mine.length === 0;
      unsent.replaceChildren(...mine.map(item => {
        const row = render(template, { ...item, author: root.dataset.name, title: "", organisation: "", at: item.sentAt, state: "", uses: [] }, texts, { mine: true });
        const p = document.createElement("p");
        p.className = "fate warn";
        p.append(item.refusal ?? texts.onThisLaptop);
        const place = row.querySelector("[data-slot=fate]");
        place.replaceChildren(p);
        if (item.refusal) place.append(button(texts.editAgain, () => takeBack(item)), button(texts.discard, () => page.remove(item.id)));
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

    showUnsent();
    page.flush();
    return page;
  }
}
