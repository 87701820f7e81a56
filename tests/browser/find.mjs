// Run finding.js without a browser: node find.mjs SCRIPT FOLDER INDEX < QUERIES > STORIES
// QUERIES is a JSON list of [query, filter, isUnfinished]. Of each the first ten stories are written, how many
// there are, and the files that it needs.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [script, folder, index] = process.argv.slice(2);
runInThisContext(readFileSync(script, "utf-8"));
const data = JSON.parse(readFileSync(index, "utf-8"));
const files = new Map();
const found = [];
for (const [query, filter, isUnfinished] of JSON.parse(readFileSync(0, "utf-8"))) {
  const loaded = new Set();
  const load = async (name) => {
    loaded.add(name);
    if (!files.has(name)) files.set(name, JSON.parse(readFileSync(`${folder}/${name}`, "utf-8")));
    return files.get(name);
  };
  const { stories } = await globalThis.search(query, data, load, filter, isUnfinished);
  found.push({ stories: stories.slice(0, 10), count: stories.length, files: [...loaded] });
}
process.stdout.write(JSON.stringify(found));
