// Reads a page again and puts its parts ([data-renew]) in place of the old ones. A row someone has something open in
// stays as it is, and the focus stays where it was, or goes on to the row in the place of one that is gone.

/** @param {Promise<Response>} [answer] the page as something posted has returned it; without it the page is asked for
 *  @returns {Promise<Document>} the page that came */
export async function renew(answer = fetch(location.href, { headers: { "X-Requested-With": "fetch" } })) {
  const response = await answer;
  // Someone who is no longer signed in is shown the sign-in, not a part of it.
  if (new URL(response.url).pathname === "/sign-in") location.reload();
  if (!response.ok) throw new Error(`${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll("[data-renew]")) {
    const fresh = page.querySelector(`[data-renew="${old.dataset.renew}"]`);
    if (!fresh || fresh.outerHTML === old.outerHTML) continue;
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const row = active?.closest("[data-comment]"), at = [...old.querySelectorAll("[data-comment]")].indexOf(row);
    for (const open of old.querySelectorAll("[data-comment]:has(details[open])")) fresh.querySelector(rowOf(open.dataset.comment))?.replaceWith(open);
    old.replaceWith(fresh);
    if (!active) continue;
    if (fresh.contains(active)) active.focus({ preventScroll: true });
    else if (row) (fresh.querySelector(rowOf(row.dataset.comment)) ?? [...fresh.querySelectorAll("[data-comment]")].slice(0, at + 1).at(-1))?.querySelector("[tabindex]")?.focus();
  }
  return page;
}

const rowOf = id => `[data-comment="${CSS.escape(id)}"]`;

/** The same, soon: many reasons within a moment are one reading. */
export function renewSoon(wait = 200) {
  let timer = 0, again = false;
  const run = async () => {
    try { await renew(); } catch { /* the next event asks again */ }
    timer = 0;
    if (again) { again = false; soon(); }
  };
  function soon() {
    if (timer) { again = true; return; }
    timer = setTimeout(run, wait);
  }
  return soon;
}
