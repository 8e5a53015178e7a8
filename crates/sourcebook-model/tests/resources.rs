//! Schemas with a URI of their own: `$id`, and what references mean inside of one.

use std::path::PathBuf;

use sourcebook_model::{Fetch, Input, Options, Reading, read};
use sourcebook_syntax::Sources;

/// Notes what it is asked for, and has nothing.
#[derive(Default)]
struct Empty(Vec<String>);

impl Fetch for Empty {
    fn fetch(&mut self, url: &str) -> Result<String, String> {
        self.0.push(url.to_owned());
        Err("404".to_owned())
    }
}

/// A document with these schemas, and what was asked for.
fn reading(schemas: &str) -> (Reading, Vec<String>) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n\
         paths: {{/a: {{get: {{responses: {{'200': {{description: OK}}}}}}}}}}\n\
         components:\n  schemas:\n{schemas}"
    );
    let input = Input {
        name: "test.yaml".to_owned(),
        bytes: text.into_bytes(),
        folder: PathBuf::from("nowhere"),
    };
    let mut fetch = Empty::default();
    let reading = read(&mut Sources::new(), input, Options { fetch: Some(&mut fetch) });
    (reading, fetch.0)
}

/// The title of the schema to which the reference with this text leads.
fn title(reading: &Reading, reference: &str) -> Option<String> {
    let document = reading.document.as_ref()?;
    let is_it = |text: Option<&str>| text == Some(reference);
    let (id, _) = document
        .schemas
        .iter()
        .find(|(_, schema)| is_it(schema.reference.as_ref().map(|one| one.text.as_str())))?;
    document.schemas[document.resolve(id)].title.as_deref().map(str::to_owned)
}

#[test]
fn references_lead_to_schemas_by_their_uris() {
    let table = [
        (
            "    U: {$id: 'https://s.test/u', title: t}\n    R: {$ref: 'https://s.test/u'}\n",
            "https://s.test/u",
        ),
        (
            "    U: {$id: 'https://s.test/u#', title: t}\n    R: {$ref: 'https://s.test/u#'}\n",
            "https://s.test/u#",
        ),
        ("    U: {$id: u, title: t}\n    R: {$ref: u}\n", "u"),
        (
            "    U: {$id: 'https://s.test/u', properties: {r: {$ref: g}}}\n    G: {$id: 'https://s.test/g', title: t}\n",
            "g",
        ),
        (
            "    U: {$id: 'https://s.test/x/u', properties: {r: {$ref: ../g}}}\n    G: {$id: 'https://s.test/g', title: t}\n",
            "../g",
        ),
        // Inside of a schema with a URI, `#` is that schema, and only then the file.
        (
            "    D: {title: f}\n    U: {$id: 'https://s.test/u', $defs: {D: {title: t}}, properties: {r: {$ref: '#/$defs/D'}}}\n",
            "#/$defs/D",
        ),
        (
            "    D: {title: t}\n    U: {$id: 'https://s.test/u', properties: {r: {$ref: '#/components/schemas/D'}}}\n",
            "#/components/schemas/D",
        ),
        ("    U: {$id: 'https://s.test/u', title: t, properties: {r: {$ref: '#'}}}\n", "#"),
        // Anchors belong to the schema with a URI around them.
        (
            "    A: {$anchor: a, title: f}\n    U: {$id: 'https://s.test/u', $defs: {D: {$anchor: a, title: t}}, properties: {r: {$ref: '#a'}}}\n",
            "#a",
        ),
        (
            "    A: {$anchor: a, title: f}\n    U: {$id: 'https://s.test/u', $defs: {D: {$anchor: a, title: t}}}\n    R: {$ref: 'https://s.test/u#a'}\n",
            "https://s.test/u#a",
        ),
        (
            "    U: {$id: 'https://s.test/u', $defs: {D: {title: t}}}\n    R: {$ref: 'https://s.test/u#/$defs/D'}\n",
            "https://s.test/u#/$defs/D",
        ),
        ("    A: {$anchor: a, title: t}\n    R: {$ref: '#a'}\n", "#a"),
        // A URI inside of another is relative to it.
        (
            "    U: {$id: 'https://s.test/u/', $defs: {V: {$id: v, title: t}}}\n    R: {$ref: 'https://s.test/u/v'}\n",
            "https://s.test/u/v",
        ),
        (
            "    U: {$id: 'https://s.test/u/', $defs: {V: {$id: v, $defs: {D: {title: t}}, properties: {r: {$ref: '#/$defs/D'}}}, D: {title: f}}}\n    R: {$ref: 'https://s.test/u/v'}\n",
            "#/$defs/D",
        ),
        // Names that people choose are no keywords.
        (
            "    default: {$id: 'https://s.test/u', title: t}\n    R: {$ref: 'https://s.test/u'}\n",
            "https://s.test/u",
        ),
        (
            "    U: {properties: {example: {$id: 'https://s.test/u', title: t}, $id: {type: string}}}\n    R: {$ref: 'https://s.test/u'}\n",
            "https://s.test/u",
        ),
    ];
    for (schemas, reference) in table {
        let (reading, fetched) = reading(schemas);
        assert!(reading.diagnostics.is_empty(), "{schemas}{:#?}", reading.diagnostics);
        assert_eq!(title(&reading, reference).as_deref(), Some("t"), "{schemas}");
        assert_eq!(fetched, [""; 0], "{schemas}");
    }
}

#[test]
fn an_id_in_an_example_is_data() {
    for place in ["example: ", "default: ", "const: ", "examples: ["] {
        let end = if place.ends_with('[') { "]" } else { "" };
        let schemas = format!(
            "    U: {{{place}{{$id: 'https://s.test/u', title: f}}{end}}}\n    R: {{$ref: 'https://s.test/u'}}\n"
        );
        let (reading, fetched) = reading(&schemas);
        let codes: Vec<&str> = reading.diagnostics.iter().map(|one| one.code.name).collect();
        assert_eq!(codes, ["dangling-reference"], "{place}");
        assert_eq!(fetched, ["https://s.test/u"], "{place}");
    }
}
