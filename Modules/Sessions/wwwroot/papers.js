// A file that is too large is said to be before it travels.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const [field, said] = [form.querySelector("input[type=file]"), form.querySelector("[data-said]")];
  const tooLarge = () => [...field.files].some(file => file.size > Number(form.dataset.most));
  field.addEventListener("change", () => { said.textContent = tooLarge() ? form.dataset.tooLarge : ""; });
  form.addEventListener("submit", event => {
    if (tooLarge()) { event.preventDefault(); field.focus(); }
  });
}
