// The search finds what a reader of the reference looks for first, and says what it is.

/** What is typed, the address that must be the first of its kind, and the kind. */
const SEARCHES = [
  ["http-address", "reference/options/server.html#http-address", "Settings"],
  ["CODER_TLS_ENABLE", "reference/environment.html#CODER_TLS_ENABLE", "Settings"],
  ["create token", "reference/api/users.html#create-token-api-key", "Operations"],
  ["create-token-api-key", "reference/api/users.html#create-token-api-key", "Operations"],
  ["GET /entitlements", "reference/api/enterprise.html#get-entitlements", "Operations"],
  ["/users/{user}/keys/tokens", "reference/api/users.html#get-user-tokens", "Operations"],
  ["tokens create", "reference/cli/tokens_create.html", "Commands"],
  ["APIKey", "reference/api/schemas.html#codersdk.APIKey", "Schemas"],
  ["dead-fragment", "reference/sourcebook/problems/prose.html#dead-fragment", "Sections"],
  ["air-gapped", "install/airgap.html", "Pages"],
];

export default async function search(browser, { site }) {
  const { page, complaints, close } = await browser.open();
  const faults = [];
  for (const [words, expected, kind] of SEARCHES) {
    await page.goto(site, { waitUntil: "load" });
    await page.click(".find");
    await page.fill("#search input", words);
    const links = page.locator(`#search [role=group][aria-label="${kind}"] a.hit`);
    await links.first().waitFor({ timeout: 10_000 }).catch(() => {});
    const found = await links.evaluateAll((all) => all.map((link) => link.href));
    const wanted = new URL(expected, site).href;
    if (!found.slice(0, 3).includes(wanted)) {
      faults.push(`"${words}" does not find ${expected} among ${kind}: ${found.join(", ") || "nothing"}`);
      continue;
    }
    // The result is a way there, not only a line.
    await links.nth(found.indexOf(wanted)).click();
    await page.waitForURL(wanted);
  }
  await page.click(".find");
  await page.fill("#search input", "xyzzy plugh");
  await page.locator("#search .none").waitFor({ state: "visible" });
  await close();
  return { looked: SEARCHES.length + 1, faults: [...faults, ...complaints] };
}
