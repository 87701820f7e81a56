// Everything here is an extra: without it each page works as it is. It runs once the page is there.
// `html`, `dark` and what is known of the choice between them stand in look.js.

// Old WordPress addresses (/?p=123) lead on from the front page.
if (/^\?(p|page_id|attachment_id)=\d+$/.test(location.search) && location.pathname === html.dataset.root) {
  const target = `${html.dataset.root}_/${location.search.slice(1)}/`;
  fetch(target, { method: "HEAD" })
    .then((answer) => answer.ok && location.replace(target))
    .catch(() => {});
}

function darkSwitch() {
  const button = document.querySelector("[data-dark]");
  if (!button) return;
  const show = () => button.setAttribute("aria-pressed", isDark());
  button.hidden = false;
  button.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    const chosen = (wanted === "dark") === dark.matches ? "" : wanted; // as the device: nothing to remember
    wear(chosen);
    remember(chosen);
    show();
  });
  dark.addEventListener("change", show);
  addEventListener("storage", () => (wear(remembered()), show()));
  show();
}

// An open menu closes like one: by Escape, or by a click beside it.
function menu() {
  const all = document.querySelector("details.all");
  if (!all) return;
  document.addEventListener("click", (event) => all.contains(event.target) || (all.open = false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !all.open) return;
    all.open = false;
    all.querySelector("summary").focus();
  });
}

// The newest news, where a page was printed with that of its day.
function latest() {
  const side = document.querySelector("[data-latest]");
  if (!side) return;
  fetch(side.dataset.latest, { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => text && (side.innerHTML = text))
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

function share() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const status = button.closest(".share").querySelector("[role=status]");
    const { copy, done } = button.dataset;
    let timer;
    button.hidden = false;
    button.addEventListener("click", () => {
      const clipboard = navigator.clipboard;
      const copied = clipboard ? clipboard.writeText(copy).catch(() => copyByHand(copy)) : copyByHand(copy);
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
}

for (const part of [darkSwitch, menu, latest, share]) part();
