// Comments that another host keeps: nothing is asked of it before a reader wants to see them.
for (const section of document.querySelectorAll("[data-comments]")) {
  const button = section.querySelector("button");
  const status = section.querySelector("[role=status]");
  const { comments, url } = section.dataset;
  const quoted = (text) => JSON.stringify(text).slice(1, -1);

  function load() {
    const meant = { url, path: new URL(url).pathname, look: isDark() ? "dark" : "light" };
    const text = comments.replace(/\{(url|path|look)\}/g, (_, name) => quoted(meant[name]));
    const { src, data, globals, element } = JSON.parse(text);
    const thread = document.createElement("div");
    const script = document.createElement("script");
    for (const [name, value] of Object.entries(element)) thread.setAttribute(name, value);
    for (const [name, value] of Object.entries(data)) script.setAttribute(`data-${name}`, value);
    Object.assign(window, globals);
    thread.tabIndex = -1;
    script.async = true;
    script.src = src;
    script.addEventListener("error", () => {
      for (const part of [thread, script]) part.remove();
      status.textContent = status.dataset.failed;
      button.hidden = false;
      button.focus();
    });
    status.textContent = "";
    button.hidden = true;
    section.append(thread, script);
    thread.focus();
  }

  button.hidden = false;
  button.addEventListener("click", load);
}
