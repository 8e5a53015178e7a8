//! `$dynamicRef`: which anchor binds it (JSON Schema 2020-12, section 8.2.3.2).

use std::path::PathBuf;

use sourcebook_model::document::{Document, Id, Schema};
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

/// A document with these schemas.
fn document(schemas: &str) -> Document {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n\
         paths: {{/a: {{get: {{responses: {{'200': {{description: OK}}}}}}}}}}\n\
         components:\n  schemas:\n{schemas}"
    );
    read_document(text)
}

fn read_document(text: String) -> Document {
    let (name, folder) = ("test.yaml".to_owned(), PathBuf::from("nowhere"));
    let input = Input { name, bytes: text.into_bytes(), folder };
    let reading = read(&mut Sources::new(), input, Options::default());
    reading.document.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

fn named(document: &Document, name: &str) -> Id<Schema> {
    let found = document.components.schemas.iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("no {name}")).1
}

/// The schema to which the references of one lead that is in the place of `items` in a member.
fn items(document: &Document, name: &str, member: &str) -> Id<Schema> {
    let whole = &document.schemas[document.resolve(named(document, name))];
    let found = whole.properties.iter().find(|(known, _)| **known == *member);
    let list = &document.schemas[found.unwrap_or_else(|| panic!("no {member}")).1];
    document.resolve(list.items.unwrap_or_else(|| panic!("no items")))
}

const PAGE: &str = "    Page: {IDpage $defs: {item: {$dynamicAnchor: itemType, not: {}}}, type: object, properties: {items: {type: array, items: {$dynamicRef: '#itemType'}}}}\n";
const USERS: &str = "    Users: {IDusers $defs: {item: {$dynamicAnchor: itemType, $ref: '#/components/schemas/User'}}, $ref: REF}\n";
const PETS: &str = "    Pets: {IDpets $defs: {item: {$dynamicAnchor: itemType, $ref: '#/components/schemas/Pet'}}, $ref: REF}\n";
const OTHERS: &str = "    User: {type: object}\n    Pet: {type: object}\n";

#[test]
fn generic_schemas_are_bound_by_what_refers_to_them() {
    for order in [[PAGE, USERS, PETS], [USERS, PETS, PAGE]] {
        let text = order.concat() + OTHERS;
        let without = text.replace("REF", "'#/components/schemas/Page'");
        let without = ["IDpage", "IDusers", "IDpets"]
            .iter()
            .fold(without, |text, id| text.replace(&format!("{id} "), ""));
        let document = document(&without);
        assert_eq!(items(&document, "Users", "items"), named(&document, "User"), "{without}");
        assert_eq!(items(&document, "Pets", "items"), named(&document, "Pet"), "{without}");
        assert!(document.schemas[items(&document, "Page", "items")].not.is_some(), "{without}");
    }
}

/// A schema in an operation binds for itself, and not for those of other operations.
#[test]
fn schemas_in_operations_bind_for_themselves() {
    let bound = "{$defs: {item: {$dynamicAnchor: itemType, $ref: '#/components/schemas/Pet'}}, $ref: '#/components/schemas/Page'}";
    let operation = |schema: &str| {
        format!(
            "get: {{responses: {{'200': {{description: OK, content: {{application/json: {{schema: {schema}}}}}}}}}}}"
        )
    };
    let schemas = [PAGE, OTHERS].concat().replace("IDpage ", "");
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /pets: {{{}}}\n  /all: {{{}}}\n\
         components:\n  schemas:\n{schemas}",
        operation(bound),
        operation("{$ref: '#/components/schemas/Page'}")
    );
    let document = read_document(text);
    let items = |path: usize| {
        let item = &document.path_items[document.paths[path].1.id];
        let (_, used) = &item.operations[0].responses[0];
        let content = &document.responses[used.id].content;
        let whole = document.resolve(content[0].1.schema.expect("a schema"));
        let list = &document.schemas[document.schemas[whole].properties[0].1];
        document.resolve(list.items.expect("items"))
    };
    assert_eq!(items(0), named(&document, "Pet"));
    assert!(document.schemas[items(1)].not.is_some());
}

#[test]
fn generic_schemas_with_uris_are_bound_too() {
    let text = [PAGE, USERS, PETS, OTHERS].concat();
    let text = text.replace("REF", "page");
    // `#/components/schemas/User` would lead into the schema with the URI.
    let text = text.replace("'#/components/schemas/User'", "user");
    let text = text.replace("'#/components/schemas/Pet'", "pet");
    let text = text.replace("User: {", "User: {$id: 'https://s.test/user', ");
    let text = text.replace("Pet: {", "Pet: {$id: 'https://s.test/pet', ");
    let text = ["page", "users", "pets"].iter().fold(text, |text, id| {
        text.replace(&format!("ID{id} "), &format!("$id: 'https://s.test/{id}', "))
    });
    let document = document(&text);
    assert_eq!(items(&document, "Users", "items"), named(&document, "User"));
    assert_eq!(items(&document, "Pets", "items"), named(&document, "Pet"));
    assert!(document.schemas[items(&document, "Page", "items")].not.is_some());
}

#[test]
fn trees_are_extended_all_the_way_down() {
    let document = document(
        "    Tree: {$id: 'https://s.test/tree', $dynamicAnchor: node, type: object, properties: {kids: {type: array, items: {$dynamicRef: '#node'}}}}\n    \
         Strict: {$id: 'https://s.test/strict', $dynamicAnchor: node, $ref: tree, unevaluatedProperties: false}\n",
    );
    let strict = named(&document, "Strict");
    let whole = &document.schemas[document.resolve(strict)];
    let kids = &document.schemas[whole.properties[0].1];
    let item = kids.items.map(|item| &document.schemas[item]);
    let target = item.and_then(|item| item.reference.as_ref()?.target);
    assert_eq!(target, Some(strict));
    assert_eq!(items(&document, "Tree", "kids"), named(&document, "Tree"));
}

#[test]
fn what_reaches_no_bound_reference_is_built_once() {
    let plain = "    A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}\n    B: {type: string}\n";
    let page = PAGE
        .replace("IDpage ", "")
        .replace("properties: {", "properties: {a: {$ref: '#/components/schemas/A'}, ");
    let users = USERS.replace("IDusers ", "").replace("REF", "'#/components/schemas/Page'");
    let document = document(&[page.as_str(), &users, OTHERS, plain].concat());
    let built = |title: &str| {
        let origin = document.schemas[named(&document, title)].origin;
        document.schemas.iter().filter(|(_, schema)| schema.origin == origin).count()
    };
    assert_eq!((built("A"), built("B"), built("User"), built("Page")), (1, 1, 1, 2));
}

#[test]
fn bindings_that_multiply_end() {
    // Each schema binds one name more, and refers to all others.
    let count = 14;
    let schema = |at: usize| {
        let all: Vec<String> =
            (0..count).map(|to| format!("{{$ref: '#/components/schemas/S{to}'}}")).collect();
        format!(
            "    S{at}: {{$defs: {{x: {{$dynamicAnchor: n{at}, type: string}}}}, properties: {{r: {{$dynamicRef: '#n{at}'}}}}, anyOf: [{}]}}\n",
            all.join(", ")
        )
    };
    let text: String = (0..count).map(schema).collect();
    let document = document(&text);
    assert!(document.schemas.len() < 400_000, "{}", document.schemas.len());
}
