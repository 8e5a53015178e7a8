// One Chromium for all checks, and pages that note what no page of the site may do.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// Without these, Chromium asks hosts of its maker for news at every start.
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Starts Chromium with an empty profile, which is removed when it is closed. */
export async function start(executablePath) {
  const profile = await mkdtemp(join(tmpdir(), "sourcebook-browser-"));
  // The sandbox cannot be set up by root, as whom CI often runs; only our own pages are opened.
  const args = process.getuid?.() === 0 ? [...QUIET, "--no-sandbox"] : QUIET;
  const browser = await chromium.launch({ executablePath, args, headless: true, env: { ...process.env, HOME: profile } });
  return {
    /** A page of a fresh session. Its complaints are everything that it did and may not do. */
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      return { page, complaints: watch(page), close: () => context.close() };
    },
    async stop() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Notes errors on the console, scripts that fail, and requests that fail or leave the page's host. */
function watch(page) {
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`${page.url()}: console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: script: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    const own = new URL(page.url());
    const is_own = protocol === own.protocol && host === own.host;
    if (!is_own && !request.isNavigationRequest() && protocol !== "data:") {
      complaints.push(`${page.url()}: asks another host: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      complaints.push(`${page.url()}: ${response.status()} for ${response.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    // The page was left while it was still loading something.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") {
      complaints.push(`${page.url()}: ${request.failure()?.errorText}: ${request.url()}`);
    }
  });
  return complaints;
}
