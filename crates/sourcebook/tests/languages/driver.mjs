// Runs programs one after the other, as they are: a line of standard input names one, and a line of
// standard output says how it went. Whatever host they name is the answering server.

import { writeSync } from "node:fs";
import net from "node:net";
import { createInterface } from "node:readline";
import tls from "node:tls";
import { pathToFileURL } from "node:url";

const port = Number(process.env.ANSWERING_SERVER_PORT);
const toServer = { host: "127.0.0.1", port };

for (const module of [net, tls]) {
  const connect = module.connect;
  module.connect = (options, ...rest) =>
    connect({ ...options, ...toServer }, ...rest);
}

// What programs show is not looked at.
process.stdout.write = () => true;

for await (const path of createInterface({ input: process.stdin })) {
  let answer = "ok";
  try {
    await import(pathToFileURL(path));
  } catch (error) {
    answer = JSON.stringify(`${error}: ${error.cause}`);
  }
  writeSync(1, `${answer}\n`);
}
