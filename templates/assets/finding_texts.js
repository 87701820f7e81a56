// Find stories by their whole texts, in the files that Pagefind made. It stands in the place of finding.js.

const NUMBERS = 2 ** 16; // a story is its day (from 1900) times this
const DAY = 24 * 60 * 60 * 1000;
const EPOCH = Date.UTC(1900, 0, 1);

function plainWords(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
}

async function search(query, index, load, { section, year, isNewestFirst } = {}) {
  const pagefind = await import(`${index.folder}pagefind/pagefind.js`);
  await pagefind.options({ baseUrl: html.dataset.root });
  const filters = { ...(section && { section: section.url }), ...(year && { year }) };
  const found = await pagefind.search(query, { filters, sort: isNewestFirst ? { date: "desc" } : {} });
  return { stories: found.results, forms: new Set(plainWords(query)), isPartial: false };
}

async function cardsOf(found) {
  const { url, meta, filters } = await found.data();
  const sections = meta.section ? [[meta.section, filters.section[0]]] : [];
  const story = ((Date.parse(meta.date.slice(0, 10)) - EPOCH) / DAY) * NUMBERS;
  return [{ story, url, title: meta.title, sections, image: meta.image ?? "", label: meta.label ?? "", language: "" }];
}
