// Everything here is an extra: without it each page works as it is. It runs once the page is there.
// `html`, `dark` and what is known of the choice between them stand in look.js.

// Old addresses with a query (/?p=123) lead on, where the page says that there are such.
function oldAddress() {
  const { pathname, search } = location;
  const known = html.dataset.old?.split(" ") ?? [];
  const numbered = /^\?([a-z]\w{0,30})=(\d{1,15})(?=&|$)/i.exec(search);
  const name = numbered ? `${numbered[1]}/${Math.floor(numbered[2] / 1000)}` : "others";
  const begin = numbered ? `${pathname}?${numbered[1]}=` : `${pathname}?`;
  if (search.length < 2 || !(known.includes(begin) || known.includes("*"))) return;
  fetch(`${pathname}_/${name}.json`)
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then((targets) => {
      const query = decodeURIComponent(search.slice(1));
      const first = decodeURIComponent(search.slice(1).split("&")[0]); // what others add counts clicks
      const target = Object.hasOwn(targets, query) ? targets[query] : Object.hasOwn(targets, first) && targets[first];
      if (target) location.replace(target);
    })
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

// The newest news, where a page was printed with those before it, without what the page shows already.
function latest() {
  const side = document.querySelector("[data-latest]");
  if (!side) return;
  const shown = new Set(Array.from(document.querySelectorAll("main a"), (link) => link.href));
  shown.add(location.href.split(/[?#]/)[0]);
  fetch(side.dataset.latest, { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => {
      const fresh = document.createElement("div");
      fresh.innerHTML = text;
      let left = side.dataset.count;
      for (const item of fresh.querySelectorAll(".latest > li")) {
        if (shown.has(item.querySelector("a").href) || left-- < 1) item.remove();
      }
      if (!fresh.querySelector("li")) return;
      side.replaceChildren(...fresh.childNodes);
      side.hidden = false;
    })
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

// A video or post of another site is asked for when a reader wants it, and not before.
function embeds() {
  for (const embed of document.querySelectorAll("[data-embed]")) {
    const button = embed.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = embed.dataset.embed;
      frame.title = embed.dataset.title;
      frame.loading = "lazy";
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      embed.classList.add("shown");
      embed.prepend(frame);
      button.remove();
      frame.focus();
    });
  }
}

for (const part of [oldAddress, darkSwitch, menu, latest, share, embeds]) part();
