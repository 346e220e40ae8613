// The page of one line: what the editor had kept of it on this laptop is on this page now.
const form = document.querySelector("[data-line-form]");
if (form) localStorage.removeItem(`minutes ${location.pathname.split("/").pop()}`);
