// Added to pages by `newsgen serve` only: reloads what changed, and says what an editor should know.
(() => {
  const inner = "/__newsgen/";
  const here = location.pathname;
  const kept = `newsgen:${here}`;
  let look = document.currentScript.dataset.look;
  let latest;
  let source;
  let dismissed = "";

  // Where the reader was before a reload.
  const before = sessionStorage.getItem(kept);
  if (before !== null) {
    sessionStorage.removeItem(kept);
    const back = () => scrollTo(0, Number(before));
    back();
    addEventListener("load", back, { once: true });
  }

  function reload() {
    source?.close();
    if (look !== "indexing") sessionStorage.setItem(kept, scrollY);
    location.reload();
  }

  function node(name, text, kind) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...[text].flat().filter(Boolean));
    return made;
  }

  // What is drawn stands in a shadow, where the site's styles don't reach.
  function shade(host) {
    const shadow = host.attachShadow({ mode: "open" });
    const style = node("link");
    style.rel = "stylesheet";
    style.href = `${inner}preview.css`;
    shadow.append(style);
    return shadow;
  }

  let shadow;
  function room() {
    if (shadow) return shadow;
    const host = document.createElement("newsgen-preview");
    shadow = shade(host);
    document.body.append(host);
    return shadow;
  }

  function place(diagnostic) {
    return diagnostic.line ? `${diagnostic.path}:${diagnostic.line}:${diagnostic.column || 1}` : diagnostic.path;
  }

  function section(diagnostic) {
    const lines = diagnostic.lines.map(([number, text]) =>
      node("span", `${String(number).padStart(5)}  ${text}`, number === diagnostic.line ? "here" : ""));
    return node("section", [
      node("p", place(diagnostic), "place"),
      node("p", diagnostic.message, "message"),
      diagnostic.hint && node("p", diagnostic.hint, "hint"),
      lines.length > 0 && node("pre", lines),
    ]);
  }

  function overlay(diagnostics) {
    const key = JSON.stringify(diagnostics);
    const old = room().querySelector(".overlay");
    if (old?.dataset.key === key) return;
    old?.remove();
    if (!diagnostics.length || key === dismissed) return;
    const close = node("button", "Close");
    close.type = "button";
    const title = diagnostics.length === 1 ? "1 error" : `${diagnostics.length} errors`;
    const made = node("div", [node("div", [close, node("h2", title), ...diagnostics.map(section)])], "overlay");
    made.dataset.key = key;
    made.setAttribute("role", "alertdialog");
    made.setAttribute("aria-label", title);
    const away = () => {
      dismissed = key;
      made.remove();
    };
    close.addEventListener("click", away);
    made.addEventListener("keydown", (event) => event.key === "Escape" && away());
    room().append(made);
    close.focus();
  }

  function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
  }

  function bar(notes) {
    const open = room().querySelector(".bar")?.open ?? false;
    room().querySelector(".bar")?.remove();
    const errors = [...notes.overlay, ...notes.others];
    if (!notes.source && !notes.badges.length && !errors.length) return;
    const made = node("details", [
      node("summary", [
        notes.source || "newsgen",
        ...notes.badges.map((badge) => node("span", badge, "badge")),
        notes.warnings.length > 0 && node("span", ` · ${counted(notes.warnings.length, "warning")}`, "warnings"),
        errors.length > 0 && node("span", ` · ${counted(errors.length, "error")}`, "errors"),
      ]),
      node("ul", [
        ...errors.map((one) => node("li", `${place(one)}: ${one.message} ${one.hint && `(${one.hint})`}`, "errors")),
        ...notes.warnings.map((one) => node("li", `${one.message} ${one.hint && `(${one.hint})`}`, "warnings")),
      ]),
    ], "bar");
    made.open = open;
    room().append(made);
  }

  function mark(link, badges) {
    const badge = node("newsgen-badge", badges.join(", "));
    Object.assign(badge.style, {
      display: "inline-block", margin: "0 .4em 0 0", padding: "0 .4em", borderRadius: "3px",
      background: "#b35900", color: "#fff", font: "600 12px/1.5 system-ui, sans-serif", verticalAlign: "middle",
    });
    link.prepend(badge);
  }

  function badges(notes) {
    for (const old of document.querySelectorAll("newsgen-badge")) old.remove();
    const title = document.querySelector("h1");
    if (title && notes.badges.length) mark(title, notes.badges);
    for (const link of document.querySelectorAll("a[href]")) {
      const found = notes.stories[link.getAttribute("href")];
      if (found && link.textContent.trim() && !link.querySelector("img, picture")) mark(link, found);
    }
  }

  // Beside each related story, why it is one. What is open stays open.
  function whys(notes) {
    const open = new Set();
    for (const old of document.querySelectorAll("newsgen-why")) {
      if (old.shadowRoot.querySelector("details").open) open.add(old.dataset.story);
      old.remove();
    }
    for (const link of document.querySelectorAll(".related a[href]")) {
      const story = link.getAttribute("href");
      if (!notes.related.includes(story) || !link.textContent.trim()) continue;
      const host = node("newsgen-why");
      host.dataset.story = story;
      const label = node("summary", "why?");
      label.setAttribute("aria-label", `Why is this related: ${link.textContent.trim()}`);
      const reasons = node("pre", "…");
      const made = node("details", [label, reasons], "why");
      made.addEventListener("toggle", async () => {
        if (!made.open) return;
        const asked = new URLSearchParams({ path: here, other: story });
        const answer = await fetch(`${inner}why?${asked}`).catch(() => undefined);
        reasons.textContent = answer?.ok ? await answer.text() : "newsgen serve does not answer";
      });
      shade(host).append(made);
      link.after(host);
      made.open = open.has(story);
    }
  }

  async function draw() {
    const answer = await fetch(`${inner}page?path=${encodeURIComponent(here)}`);
    if (!answer.ok) return;
    const notes = await answer.json();
    bar(notes);
    overlay(notes.overlay);
    badges(notes);
    whys(notes);
  }

  // A stylesheet that changed takes the place of the old one once it is there.
  function restyle(styles) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const now = new URL(link.href).pathname;
      const name = now.replace(/\.[0-9a-f]{10}(?=\.css$)/, "");
      if (!styles[name] || styles[name] === now) continue;
      const fresh = link.cloneNode();
      fresh.href = styles[name];
      fresh.addEventListener("load", () => link.remove(), { once: true });
      link.after(fresh);
    }
  }

  async function renew() {
    const side = document.querySelector("[data-latest]");
    if (!side) return;
    const answer = await fetch(side.dataset.latest, { cache: "no-cache" });
    if (answer.ok) side.innerHTML = await answer.text();
  }

  function shows(media) {
    const used = [...document.querySelectorAll("[src], [srcset], [poster], object[data]")].flatMap((one) =>
      ["src", "srcset", "poster", "data"].flatMap((name) => (one.getAttribute(name) ?? "").split(/[\s,]+/)));
    return media.some((url) => used.some((one) => one && new URL(one, location).pathname === url));
  }

  async function state(event) {
    const news = JSON.parse(event.data);
    if (!news.broken && news.look !== look) return reload();
    if (shows(news.media)) return reload();
    restyle(news.styles);
    if (latest !== undefined && latest !== news.latest) await renew();
    latest = news.latest;
    await draw();
  }

  function progress(event) {
    const { stage, done, total } = JSON.parse(event.data);
    const meter = document.getElementById("newsgen-progress");
    if (!meter) return;
    if (total) Object.assign(meter, { max: total, value: done });
    document.getElementById("newsgen-stage").textContent = total ? `${stage}: ${done} of ${total}` : stage;
  }

  // Hidden pages let go: a browser has only six connections for all of them.
  function listen() {
    source?.close();
    source = undefined;
    if (document.hidden) return;
    source = new EventSource(`${inner}events?path=${encodeURIComponent(here)}`);
    source.addEventListener("state", (event) => state(event).catch(() => {}));
    source.addEventListener("progress", progress);
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    });
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
