// The pages of the book, read off its folder, so that none can be forgotten.

import { readFile, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Addresses of every page of the book, relative to its folder, in order. */
export async function pagesOf(book) {
  const entries = await readdir(book, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  const pages = [];
  for (const file of files) {
    const path = join(file.parentPath ?? file.path, file.name);
    if (await isPage(path)) pages.push(relative(book, path).split(sep).join("/"));
  }
  return pages.sort();
}

/** What is left away: files that only lead on. */
async function isPage(path) {
  return !(await readFile(path, "utf8")).includes('http-equiv="refresh"');
}
