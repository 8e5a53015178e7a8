// The server of this repository, started on a free port with the book and a folder for its data.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Starts the program and waits for the line that says where it listens. */
export async function serve(program, book) {
  const data = await mkdtemp(join(tmpdir(), "sourcebook-server-"));
  const args = ["server", "--http-address", "127.0.0.1:0", "--log-human", "/dev/null", "--docs-folder", book];
  const env = { ...process.env, HOME: data, XDG_DATA_HOME: data };
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${program} ended with ${code} before it listened`)));
    createInterface({ input: child.stdout }).once("line", (line) => resolve(line.split(" ").pop()));
  });
  return {
    site: `${url}/docs/`,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
