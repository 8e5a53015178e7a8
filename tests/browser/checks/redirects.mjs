// Old addresses lead to their new places; with a fragment, to the very heading.

const OFFLINE = "install/offline";
const TEMPLATES = "admin/templates/managing-templates";

/** The old address, and where the reader must stand in the end: page and heading. */
const MOVES = [
  [`${OFFLINE}`, "install/airgap", ""],
  [`${OFFLINE}#offline-docs`, "install/airgap", "airgap-docs"],
  [`${OFFLINE}#offline-container-images`, "install/airgap", "airgap-container-images"],
  [`${TEMPLATES}/devcontainers`, `${TEMPLATES}/envbuilder`, ""],
  [`${TEMPLATES}/devcontainers/index`, `${TEMPLATES}/envbuilder`, ""],
  [`${TEMPLATES}/devcontainers/add-devcontainer`, `${TEMPLATES}/envbuilder/add-envbuilder`, ""],
  [`${TEMPLATES}/devcontainers/devcontainer-security-caching`, `${TEMPLATES}/envbuilder/envbuilder-security-caching`, ""],
  [
    `${TEMPLATES}/devcontainers/devcontainer-releases-known-issues`,
    `${TEMPLATES}/envbuilder/envbuilder-releases-known-issues`,
    "",
  ],
];

export default async function redirects(browser, { site }) {
  const faults = [];
  let looked = 0;
  // As the server leads there, and as the book does by itself behind a plain file server.
  for (const ending of ["", ".html"]) {
    for (const [old, page, heading] of MOVES) {
      const [path, fragment] = old.split("#");
      const from = new URL(path + ending + (fragment ? `#${fragment}` : ""), site);
      const fault = await follow(browser, from, new URL(page, site), heading);
      if (fault) faults.push(`${from.pathname}${from.hash}: ${fault}`);
      looked += 1;
    }
  }
  return { looked, faults };
}

/** Follows one address in a fresh session; answers with what is wrong, if anything is. */
async function follow(browser, from, expected, heading) {
  const { page, complaints, close } = await browser.open();
  try {
    await page.goto(from.href, { waitUntil: "load" });
    const there = (url) => bare(url.pathname) === expected.pathname && url.hash === (heading && `#${heading}`);
    try {
      await page.waitForURL(there, { timeout: 10_000 });
    } catch {
      return `ends at ${page.url()}`;
    }
    await page.waitForLoadState("load");
    if (heading !== "" && !(await isShownFirst(page, heading))) return `#${heading} is not at the top`;
    if ((await page.locator("main h1").count()) === 0) return "the page has no heading";
    return complaints[0];
  } finally {
    await close();
  }
}

/** The address of a page without the ending that servers may leave away. */
function bare(path) {
  return path.replace(/\.html$/, "").replace(/\/index$/, "").replace(/\/$/, "");
}

/** Whether a heading is what the reader sees first: scrolled to, or as near as the page's end lets it. */
function isShownFirst(page, id) {
  return page.evaluate((id) => {
    const top = document.getElementById(id).getBoundingClientRect().top;
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - 2;
    return top >= 0 && (isAtEnd ? top < clientHeight : top < 150);
  }, id);
}
