// The reader's choice of light or dark is taken from the system, can be changed, and is kept.

export default async function themes(browser, { site }) {
  const faults = [];
  const grounds = {};
  for (const colorScheme of ["light", "dark"]) {
    const { page, complaints, close } = await browser.open({ colorScheme });
    await page.goto(site, { waitUntil: "load" });
    grounds[colorScheme] = await ground(page);
    const other = colorScheme === "light" ? "dark" : "light";
    // The button goes around: as the system has it, light, dark.
    for (let tries = 0; tries < 3 && (await chosen(page)) !== other; tries += 1) await page.click(".theme-button");
    const changed = await ground(page);
    if (changed === grounds[colorScheme]) faults.push(`${other} looks like the ${colorScheme} scheme`);
    await page.goto(new URL("quick-start.html", site).href, { waitUntil: "load" });
    if ((await ground(page)) !== changed) faults.push(`the choice of ${other} is lost on the next page`);
    faults.push(...complaints);
    await close();
  }
  if (grounds.light === grounds.dark) faults.push("the system's choice makes no difference");
  return { looked: 2, faults };
}

/** The scheme that was chosen. */
function chosen(page) {
  return page.evaluate(() => document.documentElement.dataset.theme);
}

/** The color behind the text. */
function ground(page) {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}
