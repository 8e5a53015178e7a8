// Pictures for people to look at: pages of each kind, light and dark, wide and narrow, and a card.

import { copyFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Name of the picture, and the page. */
const PAGES = {
  home: "index.html",
  products: "products/index.html",
  api: "reference/api/general.html",
  options: "reference/options/server.html",
  command: "reference/cli/server.html",
};

const NARROW = { width: 390, height: 844 };

export default async function screenshots(browser, { site, book, errors, artifacts }) {
  const views = Object.entries(PAGES).map(([name, page]) => [name, new URL(page, site).href]);
  views.push(["error", pathToFileURL(join(errors, "404.html")).href]);
  const faults = [];
  const made = [];
  const take = async (page, name) => {
    const path = join(artifacts, `${name}.png`);
    await page.screenshot({ path });
    made.push(path);
  };
  for (const colorScheme of ["light", "dark"]) {
    const { page, complaints, close } = await browser.open({ colorScheme });
    for (const [name, address] of views) {
      await page.goto(address, { waitUntil: "load" });
      await take(page, `${name}-${colorScheme}`);
    }
    await page.setViewportSize(NARROW);
    for (const [name, address] of views) {
      await page.goto(address, { waitUntil: "load" });
      await take(page, `${name}-narrow-${colorScheme}`);
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      if (wide > seen) faults.push(`${address}: ${wide} pixels wide on a screen of ${seen}`);
    }
    faults.push(...complaints);
    await close();
  }
  const card = join(artifacts, "card.png");
  await copyFile(join(book, "cards", "index.png"), card);
  made.push(card);
  for (const path of made) {
    if ((await stat(path)).size < 2000) faults.push(`${path} is empty`);
  }
  return { looked: made.length, faults };
}
