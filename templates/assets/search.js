// The search page. What finds stories stands in finding.js.
{
  const PAGEFUL = 10; // results that are shown at once
  const PAUSE = 250; // ms without a key, after which what was typed is searched for
  const PATIENCE = 400; // ms after which a reader is told that the search goes on
  const FEWEST = 3; // letters that are searched for while a reader types

  const form = document.querySelector("[data-search]");
  const field = form.elements.q;
  const results = document.querySelector("[data-results]");
  const [status, list, more, none, failed, hint] = ["status", "list", "more", "none", "failed", "hint"].map(
    (name) => results.querySelector(`[data-part=${name}]`),
  );
  const data = document.querySelector("#search-index");
  const pageTitle = document.title;
  const month = new Intl.DateTimeFormat(html.lang, { month: "short", timeZone: "UTC" });

  let known = data.textContent;
  let index = JSON.parse(known);
  let load = loader();
  let run = 0; // the number of the newest search: an older one shows nothing any more
  let rest = null; // what `search` found, without the stories that are shown; none while it looks
  let isKept = true; // whether Back may lead to the address that is shown
  let searched; // the part of the address whose results are shown
  let retry; // what failed
  let typing; // until a pause
  let ending; // until a longer one
  let waiting; // until a reader is told to wait

  // Files of the index, each loaded once. One that fails may be asked for again.
  function loader(cache = "default") {
    const files = new Map();
    const fetched = async (name) => {
      const answer = await fetch(index.folder + name, { cache });
      if (!answer.ok) throw Object.assign(new Error(name), { isMissing: answer.status < 500 });
      return answer.json();
    };
    return (name) => {
      if (!files.has(name)) files.set(name, fetched(name));
      files.get(name).catch(() => files.delete(name));
      return files.get(name);
    };
  }

  // The site may have been published anew since the page was loaded: whether its index is another one.
  async function isRenewed() {
    const answer = await fetch(form.action, { cache: "no-cache" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#search-index")?.textContent;
    if (!fresh || fresh === known) return false;
    known = fresh;
    index = JSON.parse(fresh);
    load = loader("no-cache");
    return true;
  }

  // What the fields say

  const chosen = (name) => form.elements[name]?.selectedOptions[0];
  const isLong = (text) => Array.from(text.trim()).length >= FEWEST;

  function section() {
    const { value, dataset } = chosen("section") ?? { value: "" };
    return value ? { bit: Number(dataset.bit), url: dataset.url } : null;
  }

  // Whether stories of other sections may be counted among those of the chosen one.
  function isUncertain({ bit }) {
    return form.querySelectorAll(`[data-bit="${bit}"]`).length > 1;
  }

  function filter() {
    return { section: section(), year: chosen("year")?.value, isNewestFirst: chosen("sort").value === "newest" };
  }

  // The address has what the fields say. While a reader types, it goes on to be the same entry of the history.
  function writeAddress(isFinal) {
    const told = Array.from(new FormData(form)).filter(([, value]) => value.trim());
    const query = told.length ? `?${new URLSearchParams(told)}` : "";
    if (query === location.search) {
      isKept ||= isFinal;
      return;
    }
    const address = location.pathname + query;
    if (isKept) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    isKept = isFinal;
  }

  function readAddress() {
    const told = new URLSearchParams(location.search);
    for (const one of form.querySelectorAll("[name]")) {
      one.value = told.get(one.name) ?? "";
      if (one.selectedIndex === -1) one.value = ""; // there is no such section or year
    }
    isKept = true;
  }

  // Results

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function link(url, title) {
    const made = element("a", "", ...title);
    made.href = url;
    return made;
  }

  // The headline, with the words that were found marked. Texts become text nodes only.
  function headline(title) {
    const parts = title.split(/([\p{L}\p{N}\p{M}'’‘`´ʼ]+)/u);
    const isFound = (part) => plainWords(part).some((word) => rest.forms.has(word));
    return parts.map((part, at) => (at % 2 && isFound(part) ? element("mark", "", part) : part));
  }

  function dateOf(story) {
    const day = new Date(EPOCH + Math.floor(story / NUMBERS) * DAY);
    const time = element("time", "", `${day.getUTCDate()} ${month.format(day)} ${day.getUTCFullYear()}`);
    time.dateTime = day.toISOString().slice(0, 10);
    return time;
  }

  function picture(src) {
    const image = element("img");
    Object.assign(image, { loading: "lazy", decoding: "async", alt: "", src });
    return image;
  }

  function result(card) {
    const title = element("h2", "", link(card.url, headline(card.title)));
    title.lang = card.language || html.lang;
    title.dir = "auto";
    const kicker = element("p", "kicker");
    if (card.label in results.dataset) kicker.append(element("b", "label", results.dataset[card.label]), " ");
    for (const [name, url] of card.sections.slice(0, 1)) kicker.append(link(url, [name]));
    const text = element("div", "", kicker, title, element("p", "when", dateOf(card.story)));
    const item = element("li", card.image ? "card" : "card plain", text);
    if (card.image) item.prepend(picture(card.image));
    return item;
  }

  // Show the next stories, each when those before it are there: nothing that is shown moves.
  async function showNext(mine, isFirst) {
    const place = section();
    let count = 0;
    while (count < PAGEFUL && rest.stories.length) {
      const coming = rest.stories.slice(0, PAGEFUL - count).map((story) => cardsOf(story, index, load));
      for (const cards of coming) cards.catch(() => {}); // the first that fails is told
      for (const some of coming) {
        const cards = await some;
        if (mine !== run) return;
        rest.stories.shift();
        const wanted = cards.filter((card) => !place || card.sections.some(([, url]) => url === place.url));
        if (wanted.length && !count && isFirst) list.replaceChildren();
        list.append(...wanted.map(result));
        count += wanted.length;
      }
    }
    if (!count && isFirst) showInstead(none);
    more.hidden = !rest.stories.length;
    status.textContent = countText();
  }

  // Show the list of results, or one of the parts that stand for it.
  function showInstead(shown) {
    for (const part of [none, failed, hint]) part.hidden = part !== shown;
    if (!shown) return;
    more.hidden = true;
    list.replaceChildren();
  }

  // How many results there are, of which some may not be shown yet.
  function countText() {
    const { none: nothing, one, many, about, partly } = results.dataset;
    const place = section();
    const isExact = !rest.stories.length || !place || !isUncertain(place);
    const count = rest.stories.length ? rest.total : list.children.length;
    if (!count) return nothing;
    const text = rest.isPartial ? partly : !isExact ? about : count === 1 ? one : many;
    return text.replace("{n}", new Intl.NumberFormat(html.lang).format(count));
  }

  // Do what shows results; tell a reader meanwhile, and when it fails. Results that are shown stay.
  async function attempt(task) {
    const mine = ++run;
    failed.hidden = true;
    clearTimeout(waiting);
    waiting = setTimeout(() => (status.textContent = results.dataset.searching), PATIENCE);
    try {
      await task(mine);
    } catch (error) {
      if (mine !== run) return;
      if (error.isMissing && (await isRenewed().catch(() => false))) return find(false);
      retry = () => attempt(task);
      status.textContent = "";
      if (!rest) list.replaceChildren(); // they are of another search
      more.hidden = none.hidden = true;
      failed.hidden = false;
    } finally {
      if (mine === run) clearTimeout(waiting);
    }
  }

  function find(isUnfinished) {
    const query = field.value.trim();
    searched = location.search;
    document.title = query ? `${query} – ${pageTitle}` : pageTitle;
    if (!plainWords(query).length) {
      run += 1;
      clearTimeout(waiting);
      status.textContent = "";
      return showInstead(hint);
    }
    hint.hidden = true;
    return attempt(async (mine) => {
      rest = null;
      const found = await search(query, index, load, filter(), isUnfinished);
      if (mine !== run) return;
      rest = { ...found, total: found.stories.length };
      showInstead(rest.total ? null : none);
      await showNext(mine, true);
    });
  }

  // What is typed so far; where that finds little, as a whole when nothing more is typed.
  async function findTyped() {
    if (field.value.trim() && !isLong(field.value)) return;
    writeAddress(false);
    const done = find(true);
    const mine = run;
    await done;
    if (mine === run && rest && (!rest.total || rest.isPartial)) ending = setTimeout(() => find(false), 3 * PAUSE);
  }

  function stopTyping() {
    clearTimeout(typing);
    clearTimeout(ending);
  }

  function findNow() {
    stopTyping();
    writeAddress(true);
    return find(false);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    findNow();
    if (matchMedia("(pointer: coarse)").matches) field.blur(); // its keyboard covers the results
  });
  form.addEventListener("change", (event) => event.target !== field && findNow());
  field.addEventListener("input", () => {
    stopTyping();
    typing = setTimeout(findTyped, PAUSE);
  });
  failed.querySelector("button").addEventListener("click", () => {
    field.focus(); // the button goes
    retry();
  });
  more.addEventListener("click", async () => {
    if (!rest) return;
    const before = list.children.length;
    await attempt((mine) => showNext(mine, false));
    list.children[before]?.querySelector("h2 a").focus();
  });
  addEventListener("popstate", () => {
    if (location.search === searched) return; // only the part behind # is another
    stopTyping();
    readAddress();
    find(false);
  });
  // The masthead's link leads here: the field is ready at once.
  for (const opener of document.querySelectorAll(`a[href="${form.getAttribute("action")}#q"]`)) {
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      field.select();
      field.focus();
    });
  }

  readAddress();
  find(false);
}
