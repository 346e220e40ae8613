// The comments of a session's room: a list that follows live without jumping, reads on as far as one scrolls, and shows
// each comment as its author, or the room, may see it.
import { follow } from "/_content/Conference.Shared/live.js";
import { changes } from "./change.js";
import { composer } from "./composer.js";
import { count, fate, fill, render, textsOf } from "./comment.js";

// However long one reads on or a session lasts, the page holds a part of it: what falls off at an end is read again on demand.
const MOST = 300, KEEP = 200, MOST_HELD = 100;

for (const root of document.querySelectorAll("[data-comments]")) room(root);

function room(root) {
  const { session, code: sessionCode, topic, me, seen } = root.dataset;
  const texts = textsOf(root);
  const find = name => root.querySelector(`[data-${name}]`);
  const template = find("template"), banner = find("offline"), news = find("news"), announce = find("announce"), total = find("total");
  const form = find("composer"), notice = find("notice"), filter = find("filter"), empty = find("empty");
  const own = new Set(), uncounted = new Set();
  let held = [], writing = null;
  let list = find("list");

  const shown = id => list.querySelector(`:scope > [data-comment="${CSS.escape(id)}"]`);
  const byCode = code => list.querySelector(`#${CSS.escape(code)}`)?.closest("[data-comment]");
  const isMine = comment => comment.authorId === me || own.has(comment.id) || shown(comment.id)?.querySelector(".is-mine") != null;
  const say = sentence => { announce.textContent = ""; announce.textContent = sentence; };

  // ---- Which comments

  const fold = text => text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/gi, "d").toLowerCase();

  /** As the server finds: each word as the beginning of one, numbers and single letters whole, what is quoted or joined by signs as it stands. */
  function holds(inside, typed) {
    const wordsOf = text => text.match(/[\p{L}\p{N}]+/gu) ?? [], words = wordsOf(inside);
    return (!typed.trim() || wordsOf(fold(typed)).length > 0) && fold(typed).replace(/[“”„«»]/g, "\"").split("\"").flatMap((part, i) => i % 2 ? [part] : part.split(/\s+/)).every(piece => {
      const sought = wordsOf(piece);
      return sought.every(word => words.some(w => /^([0-9]+|.)$/u.test(word) ? w === word : w.startsWith(word)))
        && (sought.length < 2 || inside.includes(piece.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").replace(/\s+/g, " ")));
    });
  }
  const wanted = () => new URLSearchParams([...new FormData(filter)].filter(([, value]) => value.trim()));

  function matches(comment) {
    const query = wanted();
    const inside = fold([comment.code, comment.text, comment.author, comment.organisation].join(" ")).replace(/\s+/g, " ");
    return (!query.has("kind") || query.get("kind") === comment.kind) && (!query.has("organisation") || query.get("organisation") === comment.organisation)
      && (!query.has("mine") || isMine(comment)) && !query.has("endorsed") && holds(inside, query.get("q") ?? "");
  }

  const inTime = () => !wanted().has("sort");
  const atNewest = () => inTime() && !find("newer");

  // ---- Showing them

  /** The desk's own topic names everybody; a room, which others may look at, does not. */
  function asRoom(comment) {
    if (isMine(comment)) return comment.authorId ? comment : { ...comment, authorId: me, author: root.dataset.name };
    return comment.anonymous ? { ...comment, authorId: null, author: "", title: "", titleEn: "", organisation: "", organisationEn: "", onBehalf: false } : comment;
  }

  function quoteOf(code) {
    const item = code && byCode(code);
    if (!item) return "";
    const words = item.querySelector("[data-slot=text]").textContent.trim();
    return `${item.querySelector("[data-slot=author]").textContent}: ${words.length > 140 ? `${words.slice(0, 140)}…` : words}`;
  }

  function draw(comment) {
    const before = shown(comment.id);
    const quote = before?.querySelector("[data-slot=quote]")?.textContent || quoteOf(comment.replyTo);
    return render(template, asRoom(comment), texts, {
      mine: isMine(comment), maySend: Boolean(form), quote, fields: writing?.fields() ?? [],
      endorsed: before?.querySelector("[data-slot=endorse]")?.getAttribute("aria-pressed") === "true",
    });
  }

  function place(comment) {
    const item = draw(comment);
    const after = [...list.children].find(other => Number(other.dataset.number) < comment.number);
    // Older than what is shown, with more to come: it is read when its place is.
    if (!after && find("older")) return;
    list.insertBefore(item, after ?? null);
    list.hidden = false;
    empty.hidden = true;
    if (comment.about) addAbout(comment.about);
    if (list.getBoundingClientRect().top >= 0) cut("older");
  }

  /** Takes away what is furthest from where one reads. */
  function cut(end) {
    if (list.children.length <= MOST || end === "newer" && !inTime()) return;
    while (list.children.length > KEEP) (end === "older" ? list.lastElementChild : list.firstElementChild).remove();
    const query = wanted();
    if (end === "older") query.set("before", list.lastElementChild.dataset.number);
    else query.set("after", list.firstElementChild.dataset.number);
    showEdge(end, query, texts[end]);
  }

  /** What is being read stays where it is on the screen, whatever comes or goes around it. */
  function keepingPlace(item, act) {
    const top = item?.getBoundingClientRect().top;
    act();
    if (item?.isConnected) scrollBy(0, item.getBoundingClientRect().top - top);
  }

  function showEdge(name, query, words) {
    let edge = find(name);
    if (!edge) {
      edge = document.createElement("p");
      edge.dataset[name] = "";
      const link = document.createElement("a");
      link.className = "btn btn-sm";
      link.textContent = words;
      edge.append(link);
      if (name === "older") list.after(edge); else list.before(edge);
      edges.observe(edge);
    }
    edge.querySelector("a").href = `/sessions/${sessionCode}?${query}#comments`;
  }

  /** A comment as it is now, from wherever it comes: at most one line shows it, and never an older state. */
  function take(comment) {
    const mine = isMine(comment), item = shown(comment.id);
    if (comment.standing !== "published" && !mine) { item?.remove(); held = held.filter(c => c.id !== comment.id); showNews(); return; }
    const waiting = held.findIndex(c => c.id === comment.id);
    if (waiting >= 0) { held[waiting] = comment; return; }
    if (item) {
      if (Number(item.dataset.version) < comment.version && (comment.authorId || !mine)) item.replaceWith(draw(comment));
      return;
    }
    if (!matches(comment)) return;
    // Someone who has scrolled down into the list reads on undisturbed.
    if (!atNewest() || !mine && list.getBoundingClientRect().top < 0) held.push(comment);
    else place(comment);
    showNews();
  }

  function leave(id) {
    held = held.filter(c => c.id !== id);
    const item = shown(id), code = item?.querySelector("article").id;
    if (item && !item.querySelector(".is-mine")) item.remove();
    if (code) for (const reply of list.querySelectorAll("[data-slot=reply]")) if (reply.querySelector("[data-slot=reply-code]").textContent === code) reply.querySelector("[data-slot=quote]").textContent = "";
    showNews();
  }

  /** One's own that the room does not read, or not yet, are not in its number. */
  function note(items) {
    for (const item of items) if (item.dataset.standing !== "published") uncounted.add(item.dataset.comment);
  }

  // Beyond a thousand nobody counts, and a sign stands behind the number.
  const addTotal = more => { if (!total.textContent.endsWith("+")) total.textContent = Math.max(0, Number(total.textContent) + more); };

  function showNews() {
    news.hidden = held.length === 0;
    if (held.length > 0) news.querySelector("[data-news-count]").textContent = fill(held.length === 1 ? texts.oneNew : texts.someNew, held.length);
  }

  async function showHeld() {
    if (!atNewest() || held.length > MOST_HELD) await reload();
    else for (const comment of held.splice(0)) place(comment);
    showNews();
  }

  news.querySelector("button").addEventListener("click", async () => {
    await showHeld();
    root.querySelector("#comments").scrollIntoView({ block: "start" });
    list.querySelector("a")?.focus({ preventScroll: true });
  });
  addEventListener("scroll", () => { if (held.length > 0 && atNewest() && list.getBoundingClientRect().top >= 0) showHeld(); }, { passive: true });

  // Ten comments in a second are one announcement to those who listen to the page.
  let unheard = 0, announcing = 0;
  function tell() {
    unheard++;
    announcing ||= setTimeout(() => {
      say(fill(unheard === 1 ? texts.oneNew : texts.someNew, unheard));
      unheard = announcing = 0;
    }, 1000);
  }

  // ---- Reading on

  async function fetchPart(query) {
    const response = await fetch(`/comments/of/${sessionCode}?${query}`, { redirect: "error", signal: AbortSignal.timeout(15000) });
    if (!response.ok) throw new Error(response.statusText);
    return new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-comment-part]");
  }

  const edges = new IntersectionObserver(entries => { for (const { isIntersecting, target } of entries) if (isIntersecting) readOn(target); }, { rootMargin: "1200px" });
  const watchEdges = () => { for (const edge of root.querySelectorAll("[data-older], [data-newer]")) { edges.unobserve(edge); edges.observe(edge); } };

  let reading = false;
  async function readOn(edge) {
    if (reading || !edge.isConnected) return;
    reading = true;
    try {
      const older = "older" in edge.dataset;
      const part = await fetchPart(new URL(edge.querySelector("a").href).searchParams);
      const fresh = [...part.querySelectorAll("[data-list] > li")].filter(item => !shown(item.dataset.comment));
      note(fresh);
      const next = part.querySelector(older ? "[data-older]" : "[data-newer]");
      if (older) keepingPlace(list.lastElementChild, () => { list.append(...fresh); cut("newer"); });
      else {
        keepingPlace(list.firstElementChild, () => list.prepend(...fresh));
        cut("older");
        if (!next) held = [];
      }
      if (next) edge.replaceWith(next); else edge.remove();
      showNews();
    } catch { /* without a network the link stays, and is tried again when there is one */ }
    reading = false;
    watchEdges();
  }

  root.addEventListener("click", async e => {
    const edge = e.target.closest("[data-older], [data-newer]");
    if (!edge || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    if (!e.target.closest("[data-newest]")) return void readOn(edge);
    await reload();
    root.querySelector("#comments").scrollIntoView();
  });

  /** The list anew, as the filter and the order say now. */
  async function reload(query = wanted()) {
    const part = await fetchPart(query);
    held = [];
    find("comment-part").replaceWith(part);
    list = find("list");
    uncounted.clear();
    note(list.children);
    total.textContent = part.dataset.found;
    empty.hidden = list.children.length > 0;
    const words = find("empty-words");
    words.textContent = wanted().size > 0 ? words.dataset.noMatch : words.dataset.none;
    if (wanted().size > 0) find("empty-hint").hidden = true;
    showNews();
    watchEdges();
  }

  let soon = 0;
  function refilter() {
    clearTimeout(soon);
    soon = setTimeout(async () => {
      const query = wanted();
      history.replaceState(null, "", `/sessions/${sessionCode}${query.size > 0 ? `?${query}` : ""}`);
      try { await reload(query); say(`${total.textContent}`); } catch { say(texts.notNow); }
    }, 250);
  }
  filter.querySelector("[data-apply]").hidden = true;
  filter.addEventListener("input", refilter);
  filter.addEventListener("submit", e => { e.preventDefault(); refilter(); });

  /** The address names a comment: it is shown with its neighbours, wherever in the session it stands. */
  async function goTo(code) {
    if (!/^C-\d+$/.test(code)) return;
    try {
      if (!byCode(code)) await reload(new URLSearchParams({ at: code }));
      const item = byCode(code);
      if (!item) { say(fill(texts.elsewhere, code)); notice.textContent = announce.textContent; notice.hidden = false; return; }
      // A fragment that was not there when the page came is not yet the page's target.
      location.replace(`#${code}`);
      item.scrollIntoView({ block: "center" });
      item.querySelector("[data-slot=link]")?.focus({ preventScroll: true });
    } catch { say(texts.notNow); }
  }
  addEventListener("hashchange", () => { const code = location.hash.slice(1); if (!byCode(code)) goTo(code); });

  // ---- Writing and changing

  function become(taking, settings) {
    root.dataset.state = taking;
    writing?.become(taking, settings);
    const open = taking === "open";
    notice.hidden = open && Boolean(form);
    notice.textContent = form || !open ? texts.closed[taking] ?? "" : texts.observer;
  }

  const abouts = root.querySelector("[data-abouts]"), known = new Set();
  function addAbout(words) {
    if (!abouts || known.has(words)) return;
    known.add(words);
    abouts.prepend(new Option(words));
  }

  if (form) writing = composer(root, form, texts, {
    received(comment) { own.add(comment.id); if (!shown(comment.id)) uncounted.add(comment.id); take(comment); },
    ownIds(ids) { for (const id of ids) own.add(id); },
  });
  changes(root, texts, { say, changed: take });
  become(root.dataset.state);

  root.addEventListener("click", e => {
    const link = e.target.closest("[data-slot=answer]");
    if (!link || !writing || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    const item = link.closest("[data-comment]"), code = item.querySelector("article").id;
    writing.reply({ id: item.dataset.comment, code, quote: quoteOf(code) });
  });

  // ---- Live

  follow(topic, seen, ({ kind, body }) => {
    // The desk's topic tells of every session.
    if (body.sessionId && body.sessionId !== session) return;
    const item = body.id && shown(body.id);
    switch (kind) {
      case "comment":
        if (body.standing === "published" && (uncounted.delete(body.id) || !item) && matches(body)) addTotal(1);
        if (body.standing === "published" && !item && !isMine(body)) tell();
        take(body);
        break;
      case "changed": {
        // Among what the desk hears are comments that come into the room, or leave it.
        const stood = Boolean(item) || held.some(c => c.id === body.id);
        if (body.standing === "published" && uncounted.delete(body.id)) addTotal(1);
        else if (stood && body.standing !== "published" && !uncounted.has(body.id)) { addTotal(-1); uncounted.add(body.id); leave(body.id); }
        else if (!stood && topic === "desk/comments" && body.standing === "published" && !(find("older") && body.number < Number(list.lastElementChild?.dataset.number)) && matches(body)) addTotal(1);
        take(body);
        break;
      }
      case "gone":
        addTotal(-1);
        uncounted.add(body.id);
        leave(body.id);
        break;
      case "outcome": {
        const waiting = held.find(c => c.id === body.id);
        if (waiting) Object.assign(waiting, body);
        if (item) {
          const mine = item.querySelector(".is-mine") !== null;
          fate(item, body, texts, mine);
          if (body.state !== "open") item.querySelector("[data-slot=change]")?.remove();
        }
        break;
      }
      case "endorsed": {
        const waiting = held.find(c => c.id === body.id);
        if (waiting) waiting.endorsements = body.endorsements;
        if (item) count(item, body.endorsements, texts);
        break;
      }
      case "session":
        // Who reads along follows another topic from now on. Not all laptops come back in the same instant.
        if (body.audience !== root.dataset.audience) setTimeout(() => location.reload(), Math.random() * 4000);
        become(body.taking, body);
        if (body.taking === "open") writing?.flush();
        break;
    }
  }, state => {
    banner.hidden = state !== "offline";
    if (state === "offline") say(banner.textContent);
    root.dataset.live = state;
    if (state === "live") { writing?.flush(); watchEdges(); }
  });

  follow(root.dataset.ownTopic, root.dataset.ownSeen, ({ kind, body }) => {
    if (kind !== "own" || body.sessionId !== session) return;
    own.add(body.id);
    take(body);
  }, state => {
    // Nobody is signed in any more, or someone else: this page and what is written in it are not theirs.
    if (state === "refused") location.reload();
  });

  for (const about of list.querySelectorAll("[data-about]")) addAbout(about.dataset.about);
  note(list.children);
  watchEdges();
  if (location.hash.startsWith("#C-") && !byCode(location.hash.slice(1))) goTo(location.hash.slice(1));
}
