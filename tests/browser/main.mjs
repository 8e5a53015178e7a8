// Reads the site as a reader does: in a browser, behind the server.
//
// node tests/browser/main.mjs --site http://127.0.0.1:PORT/docs/ --book FOLDER --errors FOLDER --artifacts FOLDER

import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { start } from "./browser.mjs";
import accessibility from "./checks/accessibility.mjs";
import everyPage from "./checks/every_page.mjs";
import redirects from "./checks/redirects.mjs";
import screenshots from "./checks/screenshots.mjs";
import search from "./checks/search.mjs";
import themes from "./checks/themes.mjs";

/** Every check: given the browser and the places, it answers with its faults and what it looked at. */
const CHECKS = { everyPage, search, redirects, themes, accessibility, screenshots };

const { values: places } = parseArgs({
  options: {
    site: { type: "string" },
    book: { type: "string" },
    errors: { type: "string" },
    artifacts: { type: "string" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
    only: { type: "string" },
  },
});
for (const name of ["site", "book", "errors", "artifacts"]) {
  if (places[name] === undefined) {
    console.error(`--${name} is missing`);
    process.exit(2);
  }
}
for (const name of ["book", "errors", "artifacts"]) {
  places[name] = resolve(places[name]);
}
await mkdir(places.artifacts, { recursive: true });

const browser = await start(places.chromium);
let failed = false;
try {
  for (const [name, check] of Object.entries(CHECKS)) {
    if (places.only !== undefined && places.only !== name) continue;
    const started = Date.now();
    const { looked, faults } = await check(browser, places);
    // A check that looked at nothing has shown nothing.
    const ok = looked > 0 && faults.length === 0;
    failed ||= !ok;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? "ok  " : "FAIL"} ${name}: ${looked} looked at, ${faults.length} faults, ${seconds} s`);
    for (const fault of faults) console.log(`     ${fault}`);
  }
} finally {
  await browser.stop();
}
process.exitCode = failed ? 1 : 0;
