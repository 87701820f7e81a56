// Find stories by words of their headlines. Nothing here knows of a page: `search` takes what was typed, the
// data of the index, and a function that loads a file of the index by its name.

const LEAST = 4; // letters that a stem keeps
const NUMBERS = 2 ** 16; // of stories in a day: a story is its day (from 1900) times this, plus its number
const KINDS = { exact: 1, stem: 0.8, begin: 0.6, near: 0.5 }; // how well a word of a headline fits
const MOST_WORDS = 16; // of a query
const ENOUGH = 5; // stories with all words: no others are shown
const MOST_EXTRA = 6; // files that are loaded for a word that may be mistyped
const DAY = 24 * 60 * 60 * 1000;
const EPOCH = Date.UTC(1900, 0, 1);

// Words and their keys

function plainWords(text) {
  const found = text
    .replace(/['’‘`´ʼ]/g, "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ς", "σ")
    .replace(/['’‘`´ʼ]/g, "")
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  return (found ?? []).map((word) => word.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC"));
}

const isVowel = (letter) => "aeiou".includes(letter);

// A word without its prefix, and how many letters of it must stay: fewer behind one that swallows a letter.
function withoutPrefix(word, index) {
  const prefix = index.prefixes.find((start) => word.startsWith(start)) ?? "";
  const rest = word.slice(prefix.length);
  const least = /[gmny]$/.test(prefix) && isVowel(rest[0]) ? LEAST - 1 : LEAST;
  return rest.length >= least ? { rest, prefix, least } : { rest: word, prefix: "", least: LEAST };
}

// The key of a word, and the last prefix that was cut off.
function stem(word, index) {
  if (!/^[a-z]+$/.test(word)) return { key: word, prefix: "" };
  const first = withoutPrefix(word, index);
  let key = first.rest;
  for (const group of index.endings) {
    const ending = group.find((end) => key.endsWith(end)) ?? "";
    if (key.length - ending.length >= first.least) key = key.slice(0, key.length - ending.length);
  }
  const last = withoutPrefix(key, index);
  return { key: last.rest, prefix: last.prefix || first.prefix };
}

const SWALLOWED = { k: "ng", p: "m", s: "ny", t: "n" }; // what stands for the first letter of a root: men-ulis

// The keys under which forms of a word may stand, the likeliest first.
function keysOf(word, index) {
  const { key, prefix } = stem(word, index);
  const keys = [key];
  for (const first of index.swallowed) {
    if (key[0] === first && isVowel(key[1])) keys.push(key.slice(1));
    if (prefix.endsWith(SWALLOWED[first] ?? "-") && isVowel(key[0])) keys.push(first + key);
  }
  return keys;
}

// Whether one typing error makes one word of the other: a letter too many, too few, another, or two swapped.
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [enda, endb] = [a.length, b.length];
  while (enda > start && endb > start && a[enda - 1] === b[endb - 1]) [enda, endb] = [enda - 1, endb - 1];
  const [resta, restb] = [a.slice(start, enda), b.slice(start, endb)];
  if (resta.length < 2 && restb.length < 2) return true;
  return resta.length === 2 && restb.length === 2 && resta[0] === restb[1] && resta[1] === restb[0];
}

// Spellings that differ by one typing error among the first letters, the likeliest first.
function respelled(word) {
  const places = [0, 1, 2, 3, 4, 5].filter((at) => at < word.length);
  const letters = "aeioubcdfghjklmnpqrstvwxyz".split("");
  const others = places.slice(1).reverse();
  return [
    ...places.map((at) => word.slice(0, at) + (word[at + 1] ?? "") + word[at] + word.slice(at + 2)),
    ...places.map((at) => word.slice(0, at) + word.slice(at + 1)),
    ...others.flatMap((at) => letters.map((letter) => word.slice(0, at) + letter + word.slice(at))),
    ...others.flatMap((at) => letters.map((letter) => word.slice(0, at) + letter + word.slice(at + 1))),
  ];
}

// Files

function bitsOf(text) {
  const codes = Array.from(text.slice(0, 12)).slice(0, 6);
  const number = (letter) => (/[a-z]/.test(letter) ? letter.charCodeAt(0) - 96 : 27 + (letter.codePointAt(0) % 5));
  return codes.map((letter) => number(letter).toString(2).padStart(5, "0")).join("");
}

const fileName = (name, bits) => `${name}${bits && "-"}${bits}.json`;

// The file that holds a key; none if there is no such word.
function wordFiles(key, index) {
  const bits = bitsOf(key).padEnd(30, "0");
  return index.words.filter((start) => bits.startsWith(start)).map((start) => fileName("words", start));
}

// The files whose words may begin so, with or without prefixes.
function beginningFiles(word, index) {
  const starts = [word];
  for (const start of starts) {
    const prefix = index.prefixes.find((one) => start.startsWith(one) && start.length - one.length >= LEAST);
    if (prefix) starts.push(start.slice(prefix.length)); // and what is left again
  }
  return starts.flatMap((start) => {
    const bits = bitsOf(start);
    const fits = index.words.filter((name) => name.startsWith(bits) || bits.startsWith(name));
    return fits.map((name) => fileName("words", name));
  });
}

// The files of a word that may be mistyped: where a prefix can be read again first.
function mistypedFiles(word, index) {
  const own = stem(word, index).key.length;
  const stems = respelled(word).map((spelling) => stem(spelling, index).key);
  const sorted = [...stems.filter((key) => key.length < own - 1), ...stems];
  return [...new Set(sorted.flatMap((key) => wordFiles(key, index)))].slice(0, MOST_EXTRA);
}

function cardFile(story, index) {
  const date = new Date(EPOCH + Math.floor(story / NUMBERS) * DAY);
  const year = date.getUTCFullYear();
  const day = Math.round((date - Date.UTC(year, 0, 1)) / DAY);
  const bits = day.toString(2).padStart(9, "0") + ((story % NUMBERS) >> 3).toString(2).padStart(13, "0");
  const name = index.cards.find((card) => {
    const [of, start = ""] = card.split("-");
    return of === String(year) && bits.startsWith(start);
  });
  return `cards-${name ?? year}.json`;
}

// Where a word stands, as columns: the stories in rising order, their sections, its place, the number of words.
function decoded(text) {
  const bytes = atob(text);
  const most = Math.ceil(bytes.length / 5);
  const [stories, sections, places, lengths] = [new Float64Array(most), ...[0, 0, 0].map(() => new Uint8Array(most))];
  let [day, count] = [0, 0];
  for (let at = 0; at < bytes.length; at += 4) {
    for (let scale = 1, byte = 128; byte & 128; scale *= 128) {
      byte = bytes.charCodeAt(at++);
      day += (byte & 127) * scale;
    }
    stories[count] = day * NUMBERS + bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1);
    sections[count] = bytes.charCodeAt(at + 2);
    places[count] = bytes.charCodeAt(at + 3) >> 4;
    lengths[count++] = bytes.charCodeAt(at + 3) & 15;
  }
  return { stories: stories.subarray(0, count), sections, places, lengths };
}

// Finding

// The forms in these shards that fit a word, each with how well and where it stands.
function formsOf(word, shards, index, isUnfinished) {
  const keys = keysOf(word.text, index);
  const found = [];
  const look = (fits) => {
    for (const shard of shards) {
      for (const key in shard) {
        for (const form in shard[key]) {
          const kind = fits(form, key);
          if (kind) found.push({ form, kind, postings: shard[key][form] });
        }
      }
    }
  };
  const begins = (form, key) => (form.startsWith(word.text) || key.startsWith(word.text)) && KINDS.begin;
  const same = (form, key) => (form === word.text ? KINDS.exact : keys.includes(key) && KINDS.stem);
  const near = (form, key) =>
    (isNear(form, word.text) || (keys[0].length > LEAST && isNear(key, keys[0]))) && KINDS.near;
  look(isUnfinished ? (form, key) => same(form, key) || begins(form, key) : same);
  if (found.length) return found;
  const canErr = word.text.length > 4 && !/\p{N}/u.test(word.text);
  const canBegin = word.text.length >= LEAST;
  look((form, key) => (canBegin && begins(form, key)) || (canErr && near(form, key)));
  return found;
}

// The words to look for with the forms that fit. `isUnfinished`: the last one is still being typed, and too
// early to be called mistyped.
async function lookUp(query, index, load, isUnfinished) {
  const all = plainWords(query).map((text, place) => ({ text, place }));
  const telling = all.filter((word) => !index.stop.includes(word.text));
  const isFirst = (word, at, list) => list.findIndex((other) => other.text === word.text) === at;
  const last = isUnfinished && all.at(-1);
  const isTold = (word) => word !== last || word.text.length > 2 || telling.length < 2; // else too many begin so
  const words = (telling.length ? telling : all).filter(isFirst).filter(isTold).slice(0, MOST_WORDS);
  const loadAll = (names) => Promise.all([...new Set(names)].map(load));
  await Promise.all(
    words.map(async (word) => {
      const names = keysOf(word.text, index).flatMap((key) => wordFiles(key, index));
      if (word === last) names.push(...beginningFiles(word.text, index));
      word.forms = formsOf(word, await loadAll(names), index, word === last);
      if (word.forms.length || word.text.length < LEAST) return;
      names.push(...beginningFiles(word.text, index));
      if (word !== last) names.push(...mistypedFiles(word.text, index));
      word.forms = formsOf(word, await loadAll(names), index, word === last);
    }),
  );
  return words.filter((word) => word.forms.length);
}

// Numbers of several rising lists in one, each once.
function merged(lists) {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let count = 0;
  for (const list of lists) {
    all.set(list, count);
    count += list.length;
  }
  return all.sort().filter((story, at) => story !== all[at - 1]);
}

// All stories with any of the words, as columns; of each word how well it fits there, and where it stands.
function gathered(words) {
  const found = words.map((word) => word.forms.map(({ kind, postings }) => ({ kind, ...decoded(postings) })));
  const stories = merged(found.flat().map((form) => form.stories));
  const column = () => new Uint8Array(stories.length);
  const table = { stories, sections: column(), lengths: column(), counts: column(), places: words.map(column) };
  table.fits = words.map(() => new Float32Array(stories.length));
  found.forEach((forms, number) => {
    const [fits, places] = [table.fits[number], table.places[number]];
    for (const form of forms) {
      let slot = 0;
      for (let at = 0; at < form.stories.length; at++) {
        while (stories[slot] < form.stories[at]) slot++;
        table.sections[slot] = form.sections[at];
        table.lengths[slot] = form.lengths[at];
        if (form.kind <= fits[slot]) continue;
        if (!fits[slot]) table.counts[slot]++;
        fits[slot] = form.kind;
        places[slot] = form.places[at];
      }
    }
  });
  return table;
}

// How much each word tells of a story: the rarer it is, the more. All together are 1.
function weights(words, table) {
  const counts = table.fits.map((fits) => fits.reduce((count, fit) => count + (fit > 0), 0));
  const rarities = counts.map((count) => Math.log2(1 + 100000 / count));
  const sum = rarities.reduce((a, b) => a + b, 0);
  return rarities.map((rarity) => rarity / sum);
}

// How well a story fits, and how much of the words' weight it has.
function scored(words, weight, table, slot) {
  const { stories, places, fits } = table;
  let [score, share, inOrder] = [0, 0, 0];
  for (let number = 0; number < words.length; number++) {
    if (!fits[number][slot]) continue;
    score += weight[number] * fits[number][slot];
    share += weight[number];
    if (!number || !fits[number - 1][slot]) continue;
    const distance = places[number][slot] - places[number - 1][slot];
    if (distance === words[number].place - words[number - 1].place) inOrder += 1;
  }
  const covered = table.counts[slot] / Math.max(table.lengths[slot], table.counts[slot]);
  const years = (stories.at(-1) - stories[slot]) / NUMBERS / 365; // since then, from the newest that fits
  score += (0.3 * inOrder) / Math.max(words.length - 1, 1) + 0.25 * covered + 0.05 / (1 + years);
  return { story: stories[slot], score, share, isWhole: table.counts[slot] === words.length };
}

// The places in the columns of stories that a filter leaves.
function filtered({ stories, sections }, { year, section }) {
  const startOf = (one) => ((Date.UTC(one, 0, 1) - EPOCH) / DAY) * NUMBERS;
  const [from, to] = year ? [startOf(+year), startOf(+year + 1)] : [0, Infinity];
  const slots = [];
  for (let slot = 0; slot < stories.length; slot++) {
    const isInSection = !section || sections[slot] & (1 << section.bit);
    if (isInSection && stories[slot] >= from && stories[slot] < to) slots.push(slot);
  }
  return slots;
}

// The stories that fit, in their order: those with all words, or if these are few, with most of their weight.
function ranked(words, filter) {
  const table = gathered(words);
  const weight = weights(words, table);
  const slots = filtered(table, filter);
  const whole = slots.filter((slot) => table.counts[slot] === words.length);
  const isEnough = whole.length >= ENOUGH;
  const found = (isEnough ? whole : slots).map((slot) => scored(words, weight, table, slot));
  const shown = found.filter((one) => one.isWhole || one.share >= 0.5);
  const better = filter.isNewestFirst ? (a, b) => b.story - a.story : (a, b) => b.score - a.score || b.story - a.story;
  shown.sort((a, b) => b.isWhole - a.isWhole || better(a, b));
  return { stories: shown.map((one) => one.story), isPartial: !whole.length };
}

async function search(query, index, load, filter = {}, isUnfinished = false) {
  const words = await lookUp(query, index, load, isUnfinished);
  const forms = new Set(words.flatMap((word) => word.forms.map((one) => one.form)));
  return { ...ranked(words, filter), forms };
}

// The card of a story; rarely two of a day have one number, or one is no longer in its file.
async function cardsOf(story, index, load) {
  const { sections, stories } = await load(cardFile(story, index));
  const found = stories.filter(([day, number]) => day * NUMBERS + number === story);
  return found.map(([, , url, title, places, image = "", label = "", language = ""]) => {
    return { story, url, title, sections: places.map((place) => sections[place]), image, label, language };
  });
}
