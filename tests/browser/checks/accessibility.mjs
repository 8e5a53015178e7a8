// No page of a kind has a serious violation by axe-core, light or dark, at any width, and none scrolls
// sideways.

import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Two columns, one column, a phone. */
const WIDTHS = [1440, 1024, 390];

/** One page of each kind. */
const PAGES = [
  "index.html",
  "quick-start.html",
  "install/airgap.html",
  "products/index.html",
  "products/api-reference.html",
  "admin/templates/managing-templates/envbuilder/index.html",
  "reference/api/users.html",
  "reference/api/schemas.html",
  "reference/cli/server.html",
  "reference/options/server.html",
  "reference/environment.html",
  "search.html",
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
  const views = WIDTHS.flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));
  for (const { width, colorScheme } of views) {
    const viewport = { width, height: 900 };
    const { page, complaints, close } = await browser.open({ colorScheme, viewport, reducedMotion: "reduce" });
    for (const address of addresses) {
      const told = (fault) => faults.push(`${address} (${width}, ${colorScheme}): ${fault}`);
      await page.goto(address, { waitUntil: "load" });
      (await violations(page)).forEach(told);
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      if (wide > seen) told(`${wide} pixels wide on a screen of ${seen}`);
    }
    await page.goto(addresses[0], { waitUntil: "load" });
    await page.click(".find");
    await page.fill("#search input", "token");
    (await violations(page)).forEach((fault) => faults.push(`the search (${width}, ${colorScheme}): ${fault}`));
    faults.push(...complaints);
    await close();
  }
  return { looked: (addresses.length + 1) * views.length, faults };
}

/** What axe-core calls serious or critical. */
async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ["violations"] })).violations);
  return found
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" | ")} (${nodes.length})`);
}
