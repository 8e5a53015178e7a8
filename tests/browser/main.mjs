// Reads the site as a reader does: in a browser, behind the server.
//
// node tests/browser/main.mjs --server target/debug/coder --book FOLDER --errors FOLDER --artifacts FOLDER
//
// `--site URL` reads a site that is served already; `--pictures FOLDER` writes the pictures of the
// documentation instead of checking.

import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { start } from "./browser.mjs";
import accessibility from "./checks/accessibility.mjs";
import everyPage from "./checks/every_page.mjs";
import journeys from "./checks/journeys.mjs";
import keyboard from "./checks/keyboard.mjs";
import redirects from "./checks/redirects.mjs";
import screenshots from "./checks/screenshots.mjs";
import search from "./checks/search.mjs";
import themes from "./checks/themes.mjs";
import { writePictures } from "./pictures.mjs";
import { serve } from "./server.mjs";

/** Every check: given the browser and the places, it answers with its faults and what it looked at. */
const CHECKS = { everyPage, search, keyboard, redirects, journeys, themes, accessibility, screenshots };

const { values: places } = parseArgs({
  options: {
    server: { type: "string" },
    site: { type: "string" },
    book: { type: "string" },
    errors: { type: "string" },
    artifacts: { type: "string", default: "." },
    pictures: { type: "string" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
    only: { type: "string" },
  },
});
if ((places.server ?? places.site) === undefined || !places.book || !places.errors) {
  console.error("one of --server and --site, --book and --errors are needed");
  process.exit(2);
}
for (const name of ["book", "errors", "artifacts", "pictures"]) {
  if (places[name] !== undefined) places[name] = resolve(places[name]);
}

const server = places.site ? undefined : await serve(places.server, places.book);
places.site ??= server.site;
const browser = await start(places.chromium);
try {
  if (places.pictures) {
    await writePictures(browser, places);
  } else {
    await mkdir(places.artifacts, { recursive: true });
    process.exitCode = (await runChecks()) ? 0 : 1;
  }
} finally {
  await browser.stop();
  await server?.stop();
}

/** Runs the checks one after the other, and tells of each. Answers whether all of them passed. */
async function runChecks() {
  let passed = true;
  for (const [name, check] of Object.entries(CHECKS)) {
    if (places.only !== undefined && places.only !== name) continue;
    const started = Date.now();
    const { looked, faults } = await check(browser, places);
    // A check that looked at nothing has shown nothing.
    const ok = looked > 0 && faults.length === 0;
    passed &&= ok;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? "ok  " : "FAIL"} ${name}: ${looked} looked at, ${faults.length} faults, ${seconds} s`);
    for (const fault of faults) console.log(`     ${fault}`);
  }
  return passed;
}
