// The organisation looked up goes to a line of its own in the list it is meant for. Without this script it is copied by hand.
const lookup = document.getElementById("agency-help");
for (const button of document.querySelectorAll("button[data-adds-to]")) {
  const list = document.getElementById(button.dataset.addsTo);
  button.hidden = false;
  button.addEventListener("click", () => {
    const name = lookup.value.trim();
    const lines = list.value.split("\n").map(line => line.trim()).filter(line => line);
    if (name && !lines.includes(name)) list.value = [...lines, name].join("\n");
    lookup.value = "";
    lookup.focus();
  });
}
