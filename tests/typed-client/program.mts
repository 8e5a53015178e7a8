// Asks a running server for what its owner may see. What the types say is checked by the compiler; what comes
// is checked here.
import createClient from "openapi-fetch";
import type { AIBridgeConfig, paths } from "./api.js";

declare const process: { env: Record<string, string | undefined> };

const client = createClient<paths>({
  baseUrl: `${process.env.SERVER_URL}/api/v2`,
  headers: { "Coder-Session-Token": process.env.SERVER_TOKEN ?? "" },
});

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

const build = await client.GET("/buildinfo");
expect(build.data !== undefined, "the build is told");
const version: string | undefined = build.data.version;
expect(typeof version === "string", "the version is a text");

const users = await client.GET("/users", { params: { query: { limit: 5 } } });
expect(users.data?.users !== undefined, "users are listed");
const names: (string | undefined)[] = users.data.users.map((user) => user.username);
expect(names.includes("owner"), "the owner is among the users");

const created = await client.POST("/users", {
  body: { username: "ada", email: "ada@example.com", password: "correct horse battery staple" },
});
expect(created.response.status === 201, `a user is created: ${JSON.stringify(created.error)}`);

const owner = await client.GET("/users/{user}", { params: { path: { user: "ada" } } });
expect(owner.data?.email === "ada@example.com", "a user is found by name");

const missing = await client.GET("/users/{user}", { params: { path: { user: "nobody" } } });
expect(missing.data === undefined && missing.error !== undefined, "nobody is not there");
const message: string | undefined = missing.error.message;
expect(typeof message === "string", "the reason is told");

const deployment = await client.GET("/deployment/config");
const bridge: AIBridgeConfig | undefined = deployment.data?.config?.ai?.bridge;
expect(bridge !== undefined, "the AI Bridge is configured");
const limits: (number | undefined)[] = [bridge.max_concurrency, bridge.rate_limit, bridge.rate_window];
expect(limits.every((limit) => typeof limit === "number"), "limits are numbers");
