// How a comment looks, made from the page's <template>; the words come from the page, in the reader's language.

/** The page's words: the JSON of its data-texts attribute. */
export const textsOf = element => JSON.parse(element.closest("[data-texts]").dataset.texts);

export const fill = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, i) => values[i] ?? "");

export function clock(at, texts) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: texts.zone })
    .formatToParts(new Date(at)).map(p => [p.type, p.value]));
  return texts.english ? `${parts.hour}:${parts.minute}` : `${Number(parts.hour)}h${parts.minute}`;
}

const initials = name => name.split(" ").filter(Boolean).slice(-2).map(word => word[0]).join("");

export const paragraphs = text => text.split("\n").filter(line => line.trim()).map(line => {
  const p = document.createElement("p");
  p.textContent = line;
  return p;
});

const isOpen = comment => comment.standing === "waiting" || comment.standing === "published" && comment.state === "open";

/**
 * @param {HTMLTemplateElement} template holding an <li>, as CommentItem.cshtml writes it
 * @param {{mine?: boolean, endorsed?: boolean, maySend?: boolean, quote?: string, fields?: any[]}} [how]
 */
export function render(template, comment, texts, { mine = false, endorsed = false, maySend = true, quote = "", fields = [] } = {}) {
  const item = template.content.firstElementChild.cloneNode(true);
  const part = name => item.querySelector(`[data-slot=${name}]`);
  /** Keeps a part of the template and fills it, or takes it out. */
  const put = (name, wanted, words) => {
    const place = part(name);
    if (!wanted) place.remove();
    else if (words !== undefined) place.textContent = words;
    return wanted ? place : null;
  };
  const article = item.querySelector("article"), author = comment.author || texts.anonymous;
  const { code, standing = "published", answers = [], with: others = [] } = comment;
  const stands = Boolean(code) && standing === "published";
  item.dataset.comment = comment.id;
  item.dataset.standing = standing;
  if (comment.number) {
    item.dataset.number = comment.number;
    item.dataset.version = comment.version ?? 0;
    article.id = code;
  }
  article.classList.toggle("is-mine", mine);
  article.setAttribute("aria-label", code ? `${code}, ${author}` : author);
  part("initials").textContent = initials(comment.author ?? "");
  part("author").textContent = author;
  const organisation = [read(comment, "title", texts), read(comment, "organisation", texts)].filter(Boolean).join(", ");
  put("organisation", organisation, organisation);
  put("behalf", comment.onBehalf);
  put("anonymous", comment.anonymous && mine);
  const named = put("code", code, code);
  if (named) named.href = `/trace/${code}`;
  const kind = texts.kinds[comment.kind] ?? { text: comment.kind, look: "" };
  part("kind").textContent = kind.text;
  if (kind.look) part("kind").classList.add(kind.look);
  part("time").textContent = clock(comment.at, texts);
  part("time").dateTime = comment.at;
  if (code) part("link").href = `/sessions/${comment.session}#${code}`;
  else part("link").replaceWith(part("time"));
  put("corrected", comment.correctedAt, comment.correctedAt && fill(texts.corrected, clock(comment.correctedAt, texts)));
  if (put("reply", comment.replyTo)) {
    part("reply-code").textContent = comment.replyTo;
    part("reply-code").href = `#${comment.replyTo}`;
    part("quote").textContent = quote;
  }
  put("about", comment.about, fill(texts.about, comment.about));
  part("text").replaceChildren(...paragraphs(comment.text));
  put("answers", answers.length > 0, answers.map(({ key, value }) => {
    const field = fields.find(f => f.key === key);
    return `${field ? labelOf(field, texts) : key}: ${value}`;
  }).join(" · "));
  put("with", others.length > 0, fill(texts.alsoSaidBy, others.map(o => `${o.author ? `${o.author}, ${read(o, "organisation", texts)}` : texts.anonymous} (${o.code})`).join("; ")));

  const mayEndorse = stands && maySend && !mine;
  if (put("endorse", mayEndorse)) press(part("endorse"), code, endorsed);
  put("endorsed", stands && !mayEndorse);
  if (stands) count(item, comment.endorsements ?? 0, texts);
  for (const [name, wanted, href] of [
    ["answer", stands && maySend, `/comments/send?sessionId=${comment.sessionId}&reply=${code}`],
    ["change", code && mine && isOpen({ ...comment, standing }), `/comments/${code}`],
    ["history", code && mine && comment.correctedAt, `/comments/${code}#history`],
  ]) {
    const link = put(name, wanted);
    if (!link) continue;
    link.href = href;
    link.querySelector(".visually-hidden").textContent = ` ${code}`;
  }
  fate(item, comment, texts, mine);
  return item;
}

/** A text in the reader's language, of what carries both. */
const read = (of, name, texts) => texts.english && of[`${name}En`] || of[name];

export const labelOf = (field, texts) => read(field, "label", texts);

/** The button says whether one stands behind the comment, and does the other thing. */
export function press(button, code, endorsed) {
  button.setAttribute("aria-pressed", String(endorsed));
  button.setAttribute("formaction", `/comments/${code}?handler=${endorsed ? "TakeBack" : "Endorse"}`);
}

export function count(item, endorsements, texts) {
  const number = item.querySelector("[data-slot=endorsements]"), words = item.querySelector("[data-slot=endorsed]");
  if (number) number.textContent = endorsements || "";
  if (words) { words.textContent = fill(texts.endorsedBy, endorsements); words.hidden = endorsements === 0; }
}

/** Says in words how a comment stands and what became of it. Of others' comments nothing is said while they are under review. */
export function fate(item, { state, reason, uses, standing = "published", standingReason, mergedInto }, texts, mine) {
  const place = item.querySelector("[data-slot=fate]");
  if (!place) return;
  place.replaceChildren();
  const p = document.createElement("p"), stands = standing === "published", became = texts.states[state];
  if (stands && (!became || state === "open" && !mine)) return;
  p.className = `fate ${stands ? became.look : texts.standings[standing].look}`.trim();
  if (stands && state !== "open") p.append(reason ? `${became.text}: ${reason}` : became.text);
  else if (mine) p.append(fill(texts.own[standing], mergedInto ?? standingReason));
  else p.append(standingReason ? `${texts.standings[standing].text}: ${standingReason}` : texts.standings[standing].text, mergedInto ? ` ${fill(texts.mergedInto, mergedInto)}` : "");
  for (const { clause, adoptedAs } of uses ?? []) {
    const link = document.createElement("a");
    link.className = "code";
    link.href = `/trace/${encodeURIComponent(clause)}`;
    link.textContent = clause;
    p.append(" ", link);
    if (adoptedAs) p.append(" ", fill(texts.adopted, adoptedAs));
  }
  place.append(p);
}
