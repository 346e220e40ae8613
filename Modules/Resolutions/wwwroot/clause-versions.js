// Both versions are on this page now: what the draft's editor kept of the clause is no longer needed.
localStorage.removeItem(`clause /resolutions/clauses/${document.querySelector("main").dataset.clause}/edit`);
