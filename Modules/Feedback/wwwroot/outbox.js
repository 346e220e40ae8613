// Comments that are not yet on the server. Each waits in this browser's storage under a key of its own until the server
// has answered for it, also when the tab or the browser is closed, and goes out with the next page that loads this file.
import { send } from "/_content/Conference.Shared/live.js";

const memory = new Map(); // where the browser refuses to store anything, the open page still keeps what was typed

export const store = {
  get(key) { try { return localStorage.getItem(key) ?? memory.get(key) ?? null; } catch { return memory.get(key) ?? null; } },
  /** @returns whether it survives the closing of the tab */
  set(key, value) {
    try { localStorage.setItem(key, value); memory.delete(key); return true; } catch { memory.set(key, value); return false; }
  },
  remove(key) { memory.delete(key); try { localStorage.removeItem(key); } catch { /* nothing was stored */ } },
  keys() { try { return [...Object.keys(localStorage), ...memory.keys()]; } catch { return [...memory.keys()]; } },
};

let lastMs = 0;

/** A version-7 UUID: ids made one after the other also sort one after the other. */
export function newId() {
  lastMs = Math.max(Date.now(), lastMs + 1);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let ms = lastMs;
  for (let i = 5; i >= 0; i--) { bytes[i] = ms % 256; ms = Math.floor(ms / 256); }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map(b => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Several tabs of one person share one outbox. Whichever sends a comment tells the others the answer.
 * @param {string} person id of the person who is signed in: each has an outbox of their own in this browser
 * @param {{post?: string, token?: string, changed?: () => void, received?: (comment: any) => void, refused?: (item: any, sentence: string) => void, waits?: (sentence?: string) => void}} page
 *   post and token: address and antiforgery token for sending without a socket
 */
export function openOutbox(person, page) {
  const prefix = `conference.unsent.${person}.`;
  const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(prefix) : null;
  let running = null, again = false, tries = 0, timer = 0;

  const items = () => store.keys().filter(k => k.startsWith(prefix)).sort()
    .map(k => { try { return JSON.parse(store.get(k)); } catch { return null; } }).filter(i => i?.id);
  const write = item => store.set(prefix + item.id, JSON.stringify(item));
  // A page that fails to show something must not keep what was typed from going out.
  const told = act => { try { act?.(); } catch (failure) { console.error(failure); } };
  const changed = () => told(page.changed);

  function flush() {
    clearTimeout(timer);
    if (running) { again = true; return running; }
    return running = alone(sendAll).catch(() => false).then(done => {
      running = null;
      if (again) { again = false; return flush(); }
      if (!done && items().some(i => !i.refusal)) {
        timer = setTimeout(flush, Math.min(15000, 500 * 2 ** tries++) * (0.5 + Math.random() / 2));
      } else tries = 0;
    });
  }

  // One tab empties the outbox, the other waits for its turn.
  const alone = work => navigator.locks ? navigator.locks.request(prefix, work) : work();

  /** @returns whether everything that can go is gone */
  async function sendAll() {
    for (let item; (item = items().find(i => !i.refusal));) {
      const answer = await sendOne(item);
      if (answer.accepted) {
        store.remove(prefix + item.id);
        tries = 0;
        tabs?.postMessage(answer.answer);
        told(() => page.received?.(answer.answer));
      } else if (answer.tryAgain) {
        told(() => page.waits?.(answer.refusal));
        return false;
      }
      else {
        item.refusal = answer.refusal;
        write(item);
        told(() => page.refused?.(item, answer.refusal));
      }
      changed();
    }
    return true;
  }

  async function sendOne(item) {
    const { id, topic, session, kind, text, sentAt, onBehalf, anonymous, replyToId, about, answers } = item;
    try {
      return await send(topic, { id, kind, text, sentAt, onBehalf: Boolean(onBehalf), anonymous: Boolean(anonymous), replyToId: replyToId || null, about: about || null, answers: answers ?? {}, as: person });
    } catch {
      if (!page.post) return { tryAgain: true };
    }
    try {
      const body = new URLSearchParams({ Id: id, SessionId: session, Kind: kind, Text: text, SentAt: sentAt, OnBehalf: Boolean(onBehalf), Anonymous: Boolean(anonymous) });
      if (replyToId) body.set("ReplyToId", replyToId);
      if (about) body.set("About", about);
      for (const [key, answer] of Object.entries(answers ?? {})) body.set(`Answers[${key}]`, answer);
      // The token belongs to the person whose page this is: it does not send for anyone else.
      const response = await fetch(page.post, { method: "POST", body, headers: { Accept: "application/json", "X-Antiforgery": page.token ?? "" }, redirect: "error", signal: AbortSignal.timeout(15000) });
      return response.headers.get("content-type")?.includes("json") ? await response.json() : { tryAgain: true };
    } catch {
      return { tryAgain: true };
    }
  }

  tabs?.addEventListener("message", e => { changed(); told(() => page.received?.(e.data)); });
  addEventListener("storage", e => { if (e.key === null || e.key.startsWith(prefix)) changed(); });
  addEventListener("online", () => { tries = 0; flush(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") flush(); });

  return {
    items,
    flush: () => { tries = 0; return flush(); },
    /** @returns whether it survives the closing of the tab */
    add(item) { const kept = write(item); changed(); flush(); return kept; },
    remove(id) { store.remove(prefix + id); changed(); },
  };
}
