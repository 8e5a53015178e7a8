// A client of MCP on the protocol's own SDK: lists the tools of a server and calls one of them.
//
//     node mcp_client.mjs URL TOKEN TOOL [INPUT]
//
// prints what it got as JSON.

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, token, name, input = "{}"] = process.argv.slice(2);
const requestInit = { headers: { Authorization: `Bearer ${token}` } };
const client = new Client({ name: "test", version: "1.0.0" });
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
const { tools } = await client.listTools();
const result = await client.callTool({ name, arguments: JSON.parse(input) });
await client.close();
console.log(JSON.stringify({ server: client.getServerVersion(), tools, result }));
