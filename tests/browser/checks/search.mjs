// The search finds what a reader of the reference looks for first: an option by its name.

/** What is typed, and the page that must be among the first results. */
const SEARCHES = [
  ["http-address", "reference/options/server.html"],
  ["CODER_TLS_ENABLE", "reference/options/server.html"],
  ["air-gapped", "install/airgap.html"],
];

export default async function search(browser, { site }) {
  const { page, complaints, close } = await browser.open();
  const faults = [];
  for (const [words, expected] of SEARCHES) {
    await page.goto(site, { waitUntil: "load" });
    await page.click("#mdbook-search-toggle");
    await page.fill("#mdbook-searchbar", words);
    await page.dispatchEvent("#mdbook-searchbar", "keyup");
    const results = page.locator("#mdbook-searchresults li a");
    await results.first().waitFor({ timeout: 10_000 }).catch(() => {});
    const links = await results.evaluateAll((found) => found.map((link) => link.getAttribute("href")));
    if (!links.slice(0, 10).some((link) => link.includes(expected))) {
      faults.push(`"${words}" does not find ${expected} among: ${links.slice(0, 10).join(", ") || "nothing"}`);
      continue;
    }
    // The result is a way there, not only a line.
    await results.filter({ has: page.locator(`xpath=self::*[contains(@href, "${expected}")]`) }).first().click();
    await page.waitForURL((url) => url.pathname.endsWith(expected));
    if ((await page.locator("main mark").count()) === 0) faults.push(`"${words}" is not marked on ${expected}`);
  }
  await close();
  return { looked: SEARCHES.length, faults: [...faults, ...complaints] };
}
