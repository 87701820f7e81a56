// Everything here is an extra: without it each page works as it is.

const root = document.documentElement.dataset.root;

// The paper's own colour (set by script, since the policy forbids inline styles).
const colour = document.querySelector('meta[name="theme-color"]');
if (colour) document.documentElement.style.setProperty("--accent", colour.content);

// Old WordPress addresses (/?p=123) lead on from the front page.
if (location.pathname === root && /^\?(p|page_id|attachment_id)=\d+$/.test(location.search)) {
  const target = `${root}_/${location.search.slice(1)}/`;
  fetch(target, { method: "HEAD" })
    .then((answer) => answer.ok && location.replace(target))
    .catch(() => {});
}

// The newest news, where a page was printed with that of its day.
const side = document.querySelector("[data-latest]");
if (side) {
  fetch(side.dataset.latest, { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((html) => html && (side.innerHTML = html))
    .catch(() => {});
}

// Copy the address.
function copyByHand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "skip";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done ? Promise.resolve() : Promise.reject();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const status = button.closest(".share").querySelector("[role=status]");
  let timer;
  button.hidden = false;
  button.addEventListener("click", () => {
    const { copy, done } = button.dataset;
    const copied = navigator.clipboard ? navigator.clipboard.writeText(copy).catch(() => copyByHand(copy)) : copyByHand(copy);
    copied
      .then(() => {
        clearTimeout(timer);
        status.textContent = done;
        timer = setTimeout(() => (status.textContent = ""), 4000);
        button.focus();
      })
      .catch(() => prompt(button.title, copy));
  });
}
