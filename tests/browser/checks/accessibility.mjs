// No page of a kind has a serious violation by axe-core, light or dark.

import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One page of each kind. */
const PAGES = [
  "index.html",
  "quick-start.html",
  "install/airgap.html",
  "products/index.html",
  "products/api-reference.html",
  "admin/templates/managing-templates/envbuilder/index.html",
  "reference/api/general.html",
  "reference/api/schemas.html",
  "reference/cli/server.html",
  "reference/options/server.html",
  "contributing/architecture.html",
  "404.html",
];

export default async function accessibility(browser, { site, errors }) {
  const files = (await readdir(errors)).filter((file) => file.endsWith(".html")).sort();
  const addresses = [
    ...PAGES.map((page) => new URL(page, site).href),
    ...files.map((file) => pathToFileURL(join(errors, file)).href),
  ];
  const faults = files.length > 0 ? [] : [`no error pages in ${errors}`];
  for (const colorScheme of ["light", "dark"]) {
    const { page, complaints, close } = await browser.open({ colorScheme, reducedMotion: "reduce" });
    for (const address of addresses) {
      await page.goto(address, { waitUntil: "load" });
      for (const violation of await violations(page)) faults.push(`${address} (${colorScheme}): ${violation}`);
    }
    faults.push(...complaints);
    await close();
  }
  return { looked: addresses.length * 2, faults };
}

/** What axe-core calls serious or critical. */
async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ["violations"] })).violations);
  return found
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" | ")} (${nodes.length})`);
}
