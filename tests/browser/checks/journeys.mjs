// What readers come for, as a whole: find an operation, copy its sample, change the colors, follow an old
// address with a fragment; the same from files, and without a script.

import { pathToFileURL } from "node:url";
import { join } from "node:path";

export default async function journeys(browser, places) {
  const faults = [];
  for (const width of [1440, 390]) faults.push(...(await throughTheSite(browser, places, width)));
  faults.push(...(await fromFiles(browser, places)));
  faults.push(...(await withoutScript(browser, places)));
  return { looked: 4, faults };
}

/** Search, sample, colors, redirect, in one session. */
async function throughTheSite(browser, { site }, width) {
  const { page, complaints, close } = await browser.open({ viewport: { width, height: 844 }, reducedMotion: "reduce" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const faults = [];
  await page.goto(site, { waitUntil: "load" });
  await page.click(".find");
  await page.fill("#search input", "create token");
  await page.locator("#search a.hit").first().click();
  await page.waitForURL(/reference\/api\/users\.html#create-token-api-key$/);
  const operation = page.locator("section[aria-labelledby=create-token-api-key]");
  await operation.getByRole("tab", { name: "Python" }).click();
  await operation.locator(".tabbar .copy").first().click();
  const sample = await page.evaluate(() => navigator.clipboard.readText());
  if (!sample.includes("httpx.post(") || !sample.includes("/keys/tokens")) faults.push(`at ${width}: copied ${sample}`);
  await operation.locator(".endpoint .copy").click();
  const path = await page.evaluate(() => navigator.clipboard.readText());
  if (path !== "/users/{user}/keys/tokens") faults.push(`at ${width}: the copied path is ${path}`);
  const before = await ground(page);
  await page.click(".theme-button");
  await page.click(".theme-button");
  if ((await ground(page)) === before) faults.push(`at ${width}: the colors stay the same`);
  await page.goto(new URL("install/offline.html#offline-docs", site).href, { waitUntil: "load" });
  await page.waitForURL(/install\/airgap(\.html)?#airgap-docs$/);
  await page.goto(new URL("install/airgap.html#offline-docs", site).href, { waitUntil: "load" });
  await page.waitForURL(/install\/airgap\.html#airgap-docs$/);
  await close();
  return [...faults, ...complaints];
}

/** The same pages, opened as files. */
async function fromFiles(browser, { book }) {
  const { page, close } = await browser.open();
  const faults = [];
  const file = (path) => pathToFileURL(join(book, path)).href;
  await page.goto(file("quick-start.html"), { waitUntil: "load" });
  await page.keyboard.press("/");
  await page.fill("#search input", "list-licenses licenses");
  await page.fill("#search input", "get licenses");
  await page.locator("#search a.hit").first().click();
  await page.waitForURL(file("reference/api/enterprise.html") + "#get-licenses").catch(() => {
    faults.push(`from files, the search leads to ${page.url()}`);
  });
  await page.goto(file("install/offline.html") + "#offline-docs", { waitUntil: "load" });
  await page.waitForURL(/airgap\.html#airgap-docs$/).catch(() => faults.push(`from files, ${page.url()}`));
  await close();
  return faults;
}

/** Everything can be read and reached without a script. */
async function withoutScript(browser, { site }) {
  const { page, close } = await browser.open({ javaScriptEnabled: false });
  const faults = [];
  await page.goto(new URL("reference/api/users.html", site).href, { waitUntil: "load" });
  const sample = page.locator("section[aria-labelledby=create-token-api-key] .tabs details").nth(1);
  await sample.locator("summary").first().click();
  if (!(await sample.locator("pre").first().isVisible())) faults.push("without a script, a sample stays folded");
  await page.click(".find");
  await page.waitForURL(/search\.html$/);
  if ((await page.getByRole("link", { name: "POST Create token API key" }).count()) !== 1) {
    faults.push("without a script, the list of all pages has no operations");
  }
  await close();
  return faults;
}

/** The color behind the text. */
function ground(page) {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}
