// A comment is taken by its head and dropped on a clause. What comes of it is the page's affair. Whoever has no mouse links it with
// the buttons and the field for the clause's number that stand with it.

/**
 * @param {string} clauses selects what a comment may be dropped on
 * @param {(comment: string, clause: HTMLElement) => void} link is told the comment's id and where it was dropped
 */
export function dragComments(clauses, link) {
  let dragged = null;
  const over = event => dragged && event.target.closest?.(clauses);
  const clear = () => { for (const one of document.querySelectorAll("[data-drop=link]")) delete one.dataset.drop; };

  addEventListener("dragstart", event => {
    const head = event.target.closest?.("[data-comment]");
    if (!head?.dataset.comment) return;
    dragged = head.dataset.comment;
    event.dataTransfer.effectAllowed = "link";
    event.dataTransfer.setData("text/plain", head.querySelector(".code").textContent);
    event.dataTransfer.setDragImage(head.closest(".source"), 16, 16);
    document.body.classList.add("is-linking");
  });
  addEventListener("dragover", event => {
    clear();
    const clause = over(event);
    if (!clause) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "link";
    clause.dataset.drop = "link";
  });
  addEventListener("drop", event => {
    const clause = over(event);
    if (!clause) return;
    event.preventDefault();
    const comment = dragged;
    end();
    link(comment, clause);
  });
  addEventListener("dragend", end);

  function end() {
    dragged = null;
    clear();
    document.body.classList.remove("is-linking");
  }
}
