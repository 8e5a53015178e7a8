// Writes the pictures of the documentation that only a browser can make.

import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const WIDE = { width: 1200, height: 720 };
const HALF = { width: 600, height: 420 };

/** A page of each kind, an error page in both schemes, and a card. */
export async function writePictures(browser, { site, book, errors, pictures }) {
  const page = (path) => new URL(path, site).href;
  await shoot(browser, page("index.html"), "light", WIDE, join(pictures, "site.png"));
  await shoot(browser, page("reference/api/general.html"), "dark", WIDE, join(pictures, "api-page.png"));
  await beside(browser, pathToFileURL(join(errors, "503.html")).href, join(pictures, "error-page.png"));
  await copyFile(join(book, "cards", "index.png"), join(pictures, "card.png"));
}

async function shoot(browser, address, colorScheme, viewport, path) {
  const { page, close } = await browser.open({ colorScheme, viewport });
  await page.goto(address, { waitUntil: "load" });
  const picture = await page.screenshot({ path });
  await close();
  return picture;
}

/** One page in both schemes, side by side. */
async function beside(browser, address, path) {
  const pictures = [];
  for (const scheme of ["dark", "light"]) pictures.push(await shoot(browser, address, scheme, HALF));
  const { page, close } = await browser.open({ viewport: { width: 2 * HALF.width, height: HALF.height } });
  const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString("base64")}">`);
  await page.setContent(`<style>body{margin:0;display:flex}</style>${images.join("")}`);
  await page.screenshot({ path });
  await close();
}
