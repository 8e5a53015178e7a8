// What the types of the orchard allow and what they refuse, as the compiler sees it.
import createClient from "openapi-fetch";
import type * as served from "./client";
import type * as orchard from "./orchard";
import { Kinds, Levels, MaybeKinds, Statuses } from "./orchard";

// Two types are the same if each takes the other in every place.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(is: Same<A, B>) => is;
const take = <T>(value: T) => value;

// Responses have what is read-only, and defaults; requests have what is write-only.
same<orchard.Tree["id"], string>(true);
same<keyof orchard.Tree & "password", never>(true);
same<keyof orchard.TreeRequest & "id", never>(true);
same<orchard.TreeRequest["password"], string>(true);
same<orchard.Tree["age"], number>(true);
same<orchard.TreeRequest["age"], number | undefined>(true);
same<orchard.TreeRequest["grafts"], readonly orchard.TreeRequest[] | undefined>(true);
take<orchard.TreeRequest>({ password: "p", name: "n" });
// @ts-expect-error a name is required
take<orchard.TreeRequest>({ password: "p" });
// @ts-expect-error nobody sends an identifier
take<orchard.TreeRequest>({ password: "p", name: "n", id: "1" });
const tree = null as unknown as orchard.Tree;
// @ts-expect-error answers are not changed
tree.name = "other";

// Defaults in answers, in both directions, and where nothing refers to a type.
same<orchard.Problem["status"], number>(true);
same<orchard.Growth["unit"], string>(true);
same<orchard.Receipt["stamp"], string | undefined>(true);
same<orchard.Unused, { readonly a: string; readonly b?: string }>(true);

// Scalars, lists, maps.
same<orchard.Tree["label"], string | null | undefined>(true);
same<orchard.Tree["owner"], orchard.User | null | undefined>(true);
same<orchard.Tree["place"], readonly [number, number] | undefined>(true);
same<orchard.Tree["path"], readonly [string, number?, ...boolean[]] | undefined>(true);
same<orchard.Tree["notes"], unknown>(true);
same<orchard.Tree["bag"], Record<string, unknown> | undefined>(true);
same<orchard.Tree["nothing"], Record<string, never> | undefined>(true);
same<orchard.Tree["sizes"], Record<string, number> | undefined>(true);
same<orchard.Tree["shares"], Partial<Record<"a" | "b", number>> | undefined>(true);
same<orchard.Tree["in-row"], boolean | undefined>(true);
same<orchard.Tree["version"], "v2" | undefined>(true);
take<orchard.Counted>({ total: 1, more: "text" });
// @ts-expect-error no member is an object
take<orchard.Counted>({ total: 1, more: {} });

// Enumerations and their values.
same<(typeof Kinds)[number], orchard.Kind>(true);
same<orchard.Kind, "apple" | "sour-cherry" | "">(true);
same<orchard.Level, 0 | 1 | -1>(true);
same<(typeof Levels)[number], 0 | 1 | -1>(true);
same<(typeof Statuses)[number], orchard.Status>(true);
same<orchard.MaybeKind, "apple" | null>(true);
same<(typeof MaybeKinds)[number], "apple">(true);
// @ts-expect-error no such kind
take<orchard.Kind>("plum");

// Unions narrow by their tag, and a tag has one meaning.
const fruit = null as unknown as orchard.Fruit;
if (fruit.type === "red") {
  take<boolean>(fruit.worm);
} else if (fruit.type === "plum") {
  take<string>(fruit.stone);
} else {
  same<typeof fruit, orchard.Pear>(true);
}
same<orchard.Fruit["type"], "red" | "pear" | "plum">(true);
const animal = null as unknown as orchard.Animal;
if (animal.species === "bird") {
  take<number>(animal.wings);
} else {
  take<number>(animal.legs);
}
same<orchard.Cat["species"], "cat">(true);
take<orchard.Contact>({ mail: "a@b.co" });
// @ts-expect-error one of the two is needed
take<orchard.Contact>({});

// What leads to itself.
take<orchard.Nested>([[], [[]]]);
take<orchard.Dictionary>({ a: { b: {} } });
same<orchard.Alias, orchard.User>(true);

// Names: a prefix where two would be the same, and never a global.
same<keyof orchard.AgentFilter, "depth">(true);
same<keyof orchard.Filter, "text">(true);
same<keyof orchard.FlagsSet, "on">(true);
same<orchard.MapType["sheet"], orchard.FlagsSet | undefined>(true);

// Paths, for a client that knows them.
same<served.Path, "/trees" | `/trees/${string}/pictures/${string}`>(true);
const client = createClient<served.paths>({ baseUrl: "http://localhost" });
const planted = await client.POST("/trees", { body: { password: "p", name: "n" } });
if (planted.data) {
  take<string>(planted.data.id);
  // @ts-expect-error nobody is told a password
  planted.data.password;
}
if (planted.error) {
  take<string>(planted.error.title);
}
const listed = await client.GET("/trees", { params: { query: { kind: "apple" } } });
listed.data?.map((tree) => take<string[] | undefined>(tree.grafts?.map((graft) => graft.id)));
// @ts-expect-error a name is required
await client.POST("/trees", { body: { password: "p" } });
// @ts-expect-error no such path
await client.GET("/tree");
// @ts-expect-error no such kind
await client.GET("/trees", { params: { query: { kind: "plum" } } });
// @ts-expect-error the identifier is missing
await client.DELETE("/trees/{id}/pictures/{picture}", { params: { path: { picture: "a" } } });
same<served.operations["putPicture"]["requestBody"] & {}, { content: { "multipart/form-data": { readonly picture: Blob; readonly note?: string } } }>(true);
same<served.operations["listTrees"]["responses"][200]["headers"]["X-Total"], number>(true);
