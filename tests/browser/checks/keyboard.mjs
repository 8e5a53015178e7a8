// Keys alone reach the search, a result, tabs, the other language on the next page, and the copy button.

export default async function keyboard(browser, { site }) {
  const { page, complaints, close } = await browser.open({ reducedMotion: "reduce" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const faults = [];
  const check = (ok, fault) => ok || faults.push(fault);
  const users = new URL("reference/api/users.html", site).href;

  await page.goto(users, { waitUntil: "load" });
  await page.keyboard.press("Tab");
  check(await isFocused(page, ".skip"), "the first stop is not the link to the contents");
  for (const key of ["Control+k", "/"]) {
    await page.keyboard.press(key);
    await page.locator("#search[open] input").waitFor();
    check(await isFocused(page, "#search input"), `${key} does not lead into the search`);
    await page.keyboard.press("Escape");
    check((await page.locator("#search[open]").count()) === 0, "Escape does not close the search");
  }
  await page.keyboard.press("Control+k");
  await page.locator("#search[open] input").waitFor();
  await page.keyboard.type("create token");
  await page.locator("#search [aria-selected=true]").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#create-token-api-key$/);

  const tabs = page.locator("section[aria-labelledby=create-token-api-key] [role=tablist]").first();
  await tabs.locator("[aria-selected=true]").focus();
  await page.keyboard.press("ArrowRight");
  check((await selected(tabs)) === "Python", "an arrow does not choose the next language");
  await page.keyboard.press("End");
  check((await selected(tabs)) === "Go", "End does not choose the last language");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");

  // Behind the tabs comes the button that copies.
  await page.keyboard.press("Tab");
  check(await isFocused(page, ".tabbar .copy"), "the button that copies is not behind the tabs");
  await page.keyboard.press("Enter");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  check(copied.startsWith("import httpx"), `the copied sample is none of Python: ${copied.slice(0, 40)}`);

  await page.goto(new URL("reference/api/enterprise.html", site).href, { waitUntil: "load" });
  check((await selected(page.locator("[role=tablist]").first())) === "Python", "the language is lost on the next page");
  await close();
  return { looked: 8, faults: [...faults, ...complaints] };
}

function isFocused(page, selector) {
  return page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector);
}

function selected(tabs) {
  return tabs.locator("[aria-selected=true]").innerText();
}
