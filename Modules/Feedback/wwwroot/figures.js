// Figures grow by themselves: many comments within a moment are one reading of the page.
import { follow } from "/_content/Conference.Shared/live.js";
import { renewSoon } from "./renew.js";

follow("desk/comments", document.querySelector("[data-figures]").dataset.seen, renewSoon(1500));
