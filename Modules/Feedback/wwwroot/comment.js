// How a comment looks, made from the page's <template>; the words come from the page, in the reader's language.

/** The page's words: the JSON of its data-texts attribute. */
export const textsOf = element => JSON.parse(element.closest("[data-texts]").dataset.texts);

export const fill = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, i) => values[i]);

export function clock(at, texts) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: texts.zone })
    .formatToParts(new Date(at)).map(p => [p.type, p.value]));
  return texts.english ? `${parts.hour}:${parts.minute}` : `${Number(parts.hour)}h${parts.minute}`;
}

const initials = name => name.split(" ").filter(Boolean).slice(-2).map(word => word[0]).join("");

/** @param {HTMLTemplateElement} template holding an <li>, as CommentItem.cshtml writes it */
export function render(template, comment, texts, { mine = false } = {}) {
  const item = template.content.firstElementChild.cloneNode(true);
  const part = name => item.querySelector(`[data-slot=${name}]`);
  const article = item.querySelector("article"), author = comment.author || texts.anonymous;
  item.dataset.comment = comment.id;
  if (comment.number) {
    item.dataset.number = comment.number;
    article.id = comment.code;
  }
  article.classList.toggle("is-mine", mine);
  article.setAttribute("aria-label", comment.code ? `${comment.code}, ${author}` : author);
  part("initials").textContent = initials(comment.author);
  part("author").textContent = author;
  const organisation = [comment.title, comment.organisation].filter(Boolean).join(", ");
  if (organisation) part("organisation").textContent = organisation; else part("organisation").remove();
  const code = part("code");
  if (comment.code) { code.textContent = comment.code; code.href = `/trace/${comment.code}`; } else code.remove();
  const kind = texts.kinds[comment.kind] ?? { text: comment.kind, look: "" };
  part("kind").textContent = kind.text;
  if (kind.look) part("kind").classList.add(kind.look);
  part("time").textContent = clock(comment.at, texts);
  part("time").dateTime = comment.at;
  part("text").replaceChildren(...comment.text.split("\n").filter(line => line.trim()).map(line => {
    const p = document.createElement("p");
    p.textContent = line;
    return p;
  }));
  fate(item, comment, texts, mine);
  return item;
}

/** Says in words how a comment stands and what became of it. Of others' comments nothing is said while they are under review. */
export function fate(item, { state, reason, uses, standing = "published", standingReason, mergedInto }, texts, mine) {
  const place = item.querySelector("[data-slot=fate]");
  if (!place) return;
  place.replaceChildren();
  const p = document.createElement("p");
  if (standing !== "published") {
    const { text, look } = texts.standings[standing];
    p.className = `fate ${look}`;
    p.append(standingReason ? `${text}: ${standingReason}` : text, mergedInto ? ` ${fill(texts.mergedInto, mergedInto)}` : "");
    place.append(p);
    return;
  }
  const words = texts.states[state];
  if (!words || state === "open" && !mine) return;
  p.className = `fate ${words.look}`.trim();
  p.append(state === "open" ? texts.received : reason ? `${words.text}: ${reason}` : words.text);
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
