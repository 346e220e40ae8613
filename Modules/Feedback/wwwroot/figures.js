// Figures grow by themselves: many comments within a moment are one reading of the page. Where they take long to count they
// rest meanwhile, and are read once more when they have.
import { follow } from "/_content/Conference.Shared/live.js";
import { renewSoon } from "./renew.js";

const soon = renewSoon(1500);
let rested = 0;

follow("desk/comments", document.querySelector("[data-figures]").dataset.seen, () => {
  soon();
  const rests = Number(document.querySelector("[data-rests]").dataset.rests);
  if (rests > 0) rested ||= setTimeout(() => { rested = 0; soon(); }, rests);
});
