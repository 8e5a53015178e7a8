// Every page loads without an error on the console and without asking another host.

import { pagesOf } from "../pages.mjs";

export default async function everyPage(browser, { site, book }) {
  const pages = await pagesOf(book);
  const { page, complaints, close } = await browser.open();
  const faults = [];
  for (const path of pages) {
    const answer = await page.goto(new URL(path, site).href, { waitUntil: "load" });
    if (answer.status() !== 200) faults.push(`${path}: ${answer.status()}`);
    if ((await page.title()) === "") faults.push(`${path}: no title`);
  }
  await close();
  return { looked: pages.length, faults: [...faults, ...complaints] };
}
