// The page's one connection to /live. follow() hands on every event of a topic after the last one seen, each once and in
// order, however often the connection breaks; send() hands something to a topic and resolves with the answer
// {accepted, answer, refusal, tryAgain}, or rejects while there is no connection.

const GRACE = 3000, LONGEST_WAIT = 15000, PATIENCE = 8000;

const followers = new Set();
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

let connection = null;
let started = false;
let wake = () => {};
let graceTimer = 0;
let isOffline = false;

const connected = () => connection?.state === "Connected";

/**
 * @param {string} topic such as session/{id}/comments
 * @param {number} lastSeen number of the last event the page already shows (its data-seen)
 * @param {(event: {sequence: number, kind: string, body: any, at: string}) => void} onEvent
 * @param {(state: "connecting" | "live" | "offline" | "refused") => void} [onState] live is told once everything missed has been
 *   handed on; refused when whoever is signed in by now may not follow this topic, or nobody is
 * @returns {() => void} call it to stop following
 */
export function follow(topic, lastSeen, onEvent, onState = () => {}) {
  const follower = { topic, seen: Number(lastSeen) || 0, onEvent, onState, catchingUp: false, early: [], failures: 0 };
  followers.add(follower);
  tell(follower, isOffline ? "offline" : "connecting");
  start();
  if (connected()) catchUp(follower);
  return () => {
    followers.delete(follower);
    if (connected() && ![...followers].some(f => f.topic === topic)) connection.invoke("Leave", topic).catch(() => {});
  };
}

export async function send(topic, body) {
  start();
  if (!connected()) throw new Error("There is no connection.");
  return connection.invoke("Send", topic, body);
}

/** Asks the server's clock; null while there is no connection. */
export async function askTime() {
  start();
  return connected() ? connection.invoke("Time") : null;
}

function start() {
  if (started) return;
  started = true;
  grace();
  // The layout loads the library after the page's own modules.
  if (typeof signalR !== "undefined") connect();
  else for (const loaded of ["DOMContentLoaded", "load"]) addEventListener(loaded, () => { if (!connection && typeof signalR !== "undefined") connect(); }, { once: true });
}

function connect() {
  connection = new signalR.HubConnectionBuilder().withUrl("/live").configureLogging(signalR.LogLevel.None).build();
  connection.serverTimeoutInMilliseconds = 20000;
  connection.keepAliveIntervalInMilliseconds = 5000;
  connection.on("Events", (topic, events) => {
    for (const follower of followers) if (follower.topic === topic) take(follower, events);
  });
  addEventListener("online", () => wake());
  addEventListener("offline", () => connection.stop());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") check(); });
  stayConnected();
}

async function stayConnected() {
  let closed = () => {};
  connection.onclose(() => closed());
  for (let tries = 0; ; tries++) {
    try {
      const untilClosed = new Promise(resolve => { closed = resolve; });
      await within(PATIENCE, connection.start());
      tries = 0;
      opened();
      await untilClosed;
    } catch (failure) {
      await within(2000, connection.stop()).catch(() => {});
      if (failure?.statusCode === 401) for (const follower of followers) tell(follower, "refused");
    }
    lost();
    // Half of the wait is chance: many laptops that lost the same server do not come back in the same instant.
    const longest = Math.min(LONGEST_WAIT, 500 * 2 ** tries);
    await Promise.race([wait(longest / 2 + Math.random() * longest / 2), new Promise(resolve => { wake = resolve; })]);
  }
}

function opened() {
  clearTimeout(graceTimer);
  graceTimer = 0;
  isOffline = false;
  for (const follower of followers) catchUp(follower);
}

function lost() {
  grace();
  if (!isOffline) for (const follower of followers) tell(follower, "connecting");
}

function grace() {
  if (graceTimer || isOffline) return;
  graceTimer = setTimeout(() => {
    graceTimer = 0;
    isOffline = true;
    for (const follower of followers) tell(follower, "offline");
  }, GRACE);
}

/** A laptop that slept may hold a connection that is long gone: ask for something, and connect anew when no answer comes. */
async function check() {
  if (!connected()) return wake();
  const [first] = followers;
  if (!first) return;
  try {
    await within(3000, connection.invoke("Follow", first.topic, first.seen));
  } catch {
    connection.stop();
  }
}

/** Asks for what was missed until there is no more. What arrives live meanwhile waits, and is handed on after it. */
async function catchUp(follower) {
  if (follower.catchingUp) { follower.again = true; return; }
  follower.catchingUp = true;
  try {
    let frame;
    do {
      follower.again = false;
      frame = await connection.invoke("Follow", follower.topic, follower.seen);
      for (const event of frame.events) handOn(follower, event);
    } while (frame.more || follower.again);
  } catch (failure) {
    follower.catchingUp = false;
    follower.early = [];
    if (connected() && String(failure?.message).includes("HubException")) tell(follower, "refused");
    // Where the connection broke the next one asks again; where the server could not answer, we do.
    setTimeout(() => { if (connected() && followers.has(follower)) catchUp(follower); }, Math.min(LONGEST_WAIT, 500 * 2 ** follower.failures++));
    return;
  }
  follower.catchingUp = false;
  follower.failures = 0;
  const early = follower.early;
  follower.early = [];
  take(follower, early);
  if (!follower.catchingUp) tell(follower, "live");
}

function take(follower, events) {
  if (follower.catchingUp) { follower.early.push(...events); return; }
  for (const event of events) {
    if (event.sequence > follower.seen + 1) { catchUp(follower); return; }
    handOn(follower, event);
  }
}

function handOn(follower, event) {
  if (event.sequence <= follower.seen || !followers.has(follower)) return;
  follower.seen = event.sequence;
  try { follower.onEvent(event); } catch (failure) { console.error(failure); }
}

function tell(follower, state) {
  if (follower.told === state) return;
  follower.told = state;
  try { follower.onState(state); } catch (failure) { console.error(failure); }
}

function within(ms, promise) {
  let timer;
  return Promise.race([
    promise,
    new Promise((_, reject) => { timer = setTimeout(() => reject(new Error("No answer.")), ms); }),
  ]).finally(() => clearTimeout(timer));
}
