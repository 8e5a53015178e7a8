// Pictures for people to look at: pages of each kind, light and dark, at three widths, and a card.

import { copyFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Name of the picture, the page, and what is done on it first. */
const VIEWS = [
  ["home", "index.html"],
  ["guide", "aibridge/clients.html"],
  ["operation", "reference/api/users.html#create-token-api-key"],
  ["schema", "reference/api/schemas.html#codersdk.User"],
  ["environment", "reference/environment.html"],
  ["options", "reference/options/server.html"],
  ["command", "reference/cli/server.html"],
  ["search", "quick-start.html", (page) => searchFor(page, "token")],
  ["lost", "404.html"],
];

const WIDTHS = [1440, 1024, 390];

async function searchFor(page, words) {
  await page.click(".find");
  await page.fill("#search input", words);
  await page.locator("#search a.hit").first().waitFor();
}

export default async function screenshots(browser, { site, book, errors, artifacts }) {
  const views = VIEWS.map(([name, page, act]) => [name, new URL(page, site).href, act]);
  views.push(["error", pathToFileURL(join(errors, "404.html")).href]);
  const faults = [];
  const made = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const viewport = { width, height: width > 1000 ? 1000 : 844 };
      const { page, complaints, close } = await browser.open({ colorScheme, viewport, reducedMotion: "reduce" });
      for (const [name, address, act] of views) {
        await page.goto(address, { waitUntil: "load" });
        await act?.(page);
        const path = join(artifacts, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path });
        made.push(path);
      }
      faults.push(...complaints);
      await close();
    }
  }
  const card = join(artifacts, "card.png");
  await copyFile(join(book, "cards", "index.png"), card);
  made.push(card);
  for (const path of made) {
    if ((await stat(path)).size < 2000) faults.push(`${path} is empty`);
  }
  return { looked: made.length, faults };
}
