//! `$ref`s in places where the specification does not allow one, and path items with more than one.

use std::path::PathBuf;

use sourcebook_model::{Document, Fetch, Input, Options, Reading, Target, read, write};
use sourcebook_syntax::Sources;

/// Files by their URLs.
struct Shelf(Vec<(&'static str, String)>);

impl Fetch for Shelf {
    fn fetch(&mut self, url: &str) -> Result<String, String> {
        let found = self.0.iter().find(|(known, _)| *known == url);
        found.map(|(_, text)| text.clone()).ok_or_else(|| "404".to_owned())
    }
}

fn reading(text: &str, files: Vec<(&'static str, String)>) -> Reading {
    let input = Input {
        name: "test.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
        folder: PathBuf::from("nowhere"),
    };
    read(&mut Sources::new(), input, Options { fetch: Some(&mut Shelf(files)) })
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.diagnostics.iter().map(|one| one.code.name).collect()
}

/// What a document says, without the parts that a test keeps in an extension.
fn said(document: &Document) -> String {
    let mut written = write(document, Target::OpenApi3_1).document;
    if let sourcebook_model::document::Value::Object(members) = &mut written {
        members.retain(|(name, _)| &**name != "x-part");
    }
    format!("{written:?}")
}

/// A document with one of everything at whose place somebody writes a `$ref`.
const WHOLE: &str = "
openapi: 3.1.0
info: {title: t, version: '1', description: Of info, contact: {name: c}, license: {name: l}}
externalDocs: {url: 'https://more.test'}
servers: [{url: 'https://{v}.test', variables: {v: {default: a}}}]
tags: [{name: n, description: Of tag}]
security: [{o: [s]}]
paths: {/a: {parameters: [{name: id, in: query, required: true, schema: {type: string}}], post: {tags: [n], description: Of operation, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {p: {type: string}}}, encoding: {p: {contentType: text/csv}}}}}, responses: {'200': {description: OK, headers: {H: {schema: {type: string}}}, content: {text/plain: {schema: {type: string}, examples: {e: {value: w}}}}}}}}}
components: {schemas: {S: {type: object, required: [q], properties: {q: {enum: [x, y]}}}}, securitySchemes: {o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://token.test', scopes: {s: May}}}}}}
";

/// What stands in [`WHOLE`] and may be somewhere else.
const PARTS: &[&str] = &[
    // Members.
    "{title: t, version: '1', description: Of info, contact: {name: c}, license: {name: l}}",
    "Of info",
    "{name: c}",
    "{name: l}",
    "{url: 'https://more.test'}",
    "Of operation",
    "[n]",
    "{/a: {parameters: [{name: id, in: query, required: true, schema: {type: string}}], post: {tags: [n], description: Of operation, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {p: {type: string}}}, encoding: {p: {contentType: text/csv}}}}}, responses: {'200': {description: OK, headers: {H: {schema: {type: string}}}, content: {text/plain: {schema: {type: string}, examples: {e: {value: w}}}}}}}}}",
    "{schemas: {S: {type: object, required: [q], properties: {q: {enum: [x, y]}}}}, securitySchemes: {o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://token.test', scopes: {s: May}}}}}}",
    "{'200': {description: OK, headers: {H: {schema: {type: string}}}, content: {text/plain: {schema: {type: string}, examples: {e: {value: w}}}}}}",
    // Maps, lists and what is in them.
    "[{url: 'https://{v}.test', variables: {v: {default: a}}}]",
    "{url: 'https://{v}.test', variables: {v: {default: a}}}",
    "{v: {default: a}}",
    "{default: a}",
    "[{name: n, description: Of tag}]",
    "{name: n, description: Of tag}",
    "[{o: [s]}]",
    "{o: [s]}",
    "[{name: id, in: query, required: true, schema: {type: string}}]",
    "{tags: [n], description: Of operation, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {p: {type: string}}}, encoding: {p: {contentType: text/csv}}}}}, responses: {'200': {description: OK, headers: {H: {schema: {type: string}}}, content: {text/plain: {schema: {type: string}, examples: {e: {value: w}}}}}}}",
    "{multipart/form-data: {schema: {type: object, properties: {p: {type: string}}}, encoding: {p: {contentType: text/csv}}}}",
    "{schema: {type: object, properties: {p: {type: string}}}, encoding: {p: {contentType: text/csv}}}",
    "{p: {contentType: text/csv}}",
    "{contentType: text/csv}",
    "{H: {schema: {type: string}}}",
    "{text/plain: {schema: {type: string}, examples: {e: {value: w}}}}",
    "{e: {value: w}}",
    "{S: {type: object, required: [q], properties: {q: {enum: [x, y]}}}}",
    "[q]",
    "{q: {enum: [x, y]}}",
    "[x, y]",
    "{clientCredentials: {tokenUrl: 'https://token.test', scopes: {s: May}}}",
    "{tokenUrl: 'https://token.test', scopes: {s: May}}",
    "{s: May}",
];

#[test]
fn references_are_followed_wherever_they_stand() {
    let inline = reading(WHOLE, Vec::new());
    assert_eq!(codes(&inline), [""; 0]);
    let expected = said(inline.document.as_ref().expect("a document"));
    for part in PARTS {
        assert_eq!(WHOLE.matches(part).count(), 1, "{part}");
        let by = |reference: &str| WHOLE.replace(part, &format!("{{$ref: '{reference}'}}"));
        let own = by("#/x-part") + "x-part: " + part + "\n";
        let far = by("https://far.test/part.yaml");
        let file = vec![("https://far.test/part.yaml", (*part).to_owned())];
        for reading in [reading(&own, Vec::new()), reading(&far, file)] {
            assert_eq!(codes(&reading), ["misplaced-reference"], "{part}");
            assert_eq!(said(reading.document.as_ref().expect("a document")), expected, "{part}");
        }
        let nowhere = reading(&by("#/x-nothing"), Vec::new());
        assert!(codes(&nowhere).contains(&"dangling-reference"), "{part}");
        assert!(!codes(&nowhere).contains(&"misplaced-reference"), "{part}");
        assert!(nowhere.document.is_some(), "{part}");
    }
}

#[test]
fn a_text_may_be_a_whole_file() {
    let text = WHOLE.replace("Of operation", "{$ref: 'https://far.test/Text.MD'}");
    // As YAML, this would be an error.
    let file = "# Title\n\n- a: b: [\n\t{{ x }}\n";
    let reading = reading(&text, vec![("https://far.test/Text.MD", file.to_owned())]);
    assert_eq!(codes(&reading), ["misplaced-reference"]);
    let document = reading.document.expect("a document");
    let (_, _, operation) = document.operations().next().expect("an operation");
    assert_eq!(operation.description.as_deref(), Some(file));
}

#[test]
fn an_operation_that_is_not_found_is_left_out() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get: {$ref: '#/x-nothing'}
    put: {$ref: '#/x-round'}
    post: {responses: {'200': {description: OK}}}
x-round: {$ref: '#/x-round'}
";
    let reading = reading(text, Vec::new());
    assert_eq!(codes(&reading), ["dangling-reference", "reference-cycle"]);
    let document = reading.document.expect("a document");
    let methods: Vec<&str> = document.operations().map(|(_, _, one)| &*one.method).collect();
    assert_eq!(methods, ["POST"]);
}

#[test]
fn what_is_no_reference_stays_what_it_is() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths: {/a: {get: {responses: {'200': {description: OK}}}}}
components: {schemas: {S: {properties: {$ref: {type: string}}, default: {$ref: '#/x-nothing'}}}}
";
    let reading = reading(text, Vec::new());
    assert_eq!(codes(&reading), [""; 0]);
    let document = reading.document.expect("a document");
    let schema = &document.schemas[document.components.schemas[0].1];
    assert_eq!(&*schema.properties[0].0, "$ref");
}

#[test]
fn what_stands_beside_the_reference_of_a_path_item_wins() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a/{id}:
    $ref: '#/x-item'
    description: own
    parameters: [{name: id, in: path, required: true, description: own, schema: {type: string}}]
    get: {operationId: own, responses: {'200': {description: OK}}}
  /b/{id}: {$ref: '#/x-item'}
  /c/{id}: {$ref: '#/paths/~1a~1{id}'}
x-item:
  summary: far
  description: far
  parameters:
    - {name: id, in: path, required: true, description: far, schema: {type: string}}
    - {name: q, in: query, schema: {type: string}}
  get: {operationId: far, responses: {'200': {description: OK}}}
  put: {operationId: more, responses: {'200': {description: OK}}}
";
    let reading = reading(text, Vec::new());
    // Three operations stand at two paths.
    assert_eq!(codes(&reading), ["duplicate-operation-id"; 3]);
    let document = reading.document.expect("a document");
    let item = |at: usize| {
        let item = &document.path_items[document.paths[at].1.id];
        let ids = item.operations.iter().filter_map(|one| one.operation_id.as_deref());
        let ids: Vec<&str> = ids.collect();
        let names = item.parameters.iter().map(|one| document.parameters[one.id].name.as_str());
        let names: Vec<&str> = names.collect();
        let first = document.parameters[item.parameters[0].id].description.as_deref();
        let texts = [item.summary.as_deref(), item.description.as_deref(), first];
        (ids, names, texts.map(Option::unwrap_or_default))
    };
    let own = (vec!["own", "more"], vec!["id", "q"], ["far", "own", "own"]);
    assert_eq!(item(0), own);
    assert_eq!(item(1), (vec!["far", "more"], vec!["id", "q"], ["far", "far", "far"]));
    assert_eq!(item(2), own);
    // Written out where it is used, it loses nothing.
    assert_eq!(write(&document, Target::OpenApi3_0).losses, []);
}

#[test]
fn mappings_of_discriminators_lead_to_schemas() {
    let text = "
openapi: 3.2.0
info: {title: t, version: '1'}
paths: {/a: {get: {responses: {'200': {description: OK}}}}}
components:
  schemas:
    Pet:
      discriminator:
        propertyName: kind
        mapping:
          cat: '#/components/schemas/Cat'
          dog: Dog
          bird: '#/x-bird'
          fish: 'https://far.test/fish.yaml#/Fish'
          mole: Mule
          cow: '#/components/schemas/Cot'
        defaultMapping: Cat
    Cat: {title: cat}
    Dog: {title: dog}
    Mole: {title: mole}
x-bird: {title: bird}
";
    let file = vec![("https://far.test/fish.yaml", "Fish: {title: fish}".to_owned())];
    let reading = reading(text, file);
    assert_eq!(codes(&reading), ["dangling-mapping"; 2]);
    let helps = reading.diagnostics.iter().map(|one| one.help.as_deref().unwrap_or_default());
    let helps: Vec<&str> = helps.collect();
    assert_eq!(helps, ["did you mean `Mole`?", "did you mean `#/components/schemas/Cat`?"]);
    let document = reading.document.expect("a document");
    let pet = &document.schemas[document.components.schemas[0].1];
    let discriminator = pet.discriminator.as_deref().expect("a discriminator");
    let title = |id: sourcebook_model::Id<_>| document.schemas[id].title.clone();
    let titles = discriminator.targets.iter().map(|one| one.and_then(title));
    let titles: Vec<String> = titles.map(|one| one.as_deref().unwrap_or("-").to_owned()).collect();
    assert_eq!(titles, ["cat", "dog", "bird", "fish", "-", "-"]);
    assert_eq!(discriminator.default_target.and_then(title).as_deref(), Some("cat"));
}

#[test]
fn what_has_no_effect_beside_a_reference_is_told() {
    let text = "
openapi: VERSION
info: {title: t, version: '1'}
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/P', description: d, required: true}]
      responses:
        '200': {$ref: '#/components/responses/R', x-note: n}
  /b: {$ref: '#/paths/~1a', description: d}
components:
  parameters: {P: {name: p, in: query, schema: {type: string}}}
  responses: {R: {description: OK}}
  schemas:
    S: {type: string}
    T: {$ref: '#/components/schemas/S', nullable: true, x-note: n, description: d}
    U: {$ref: '#/components/schemas/S', x-note: n}
";
    let table = [
        (
            "3.0.3",
            ["`description` and `required` have", "`nullable` and `description` have"].as_slice(),
        ),
        ("3.1.0", ["`required` has"].as_slice()),
    ];
    for (version, expected) in table {
        let reading = reading(&text.replace("VERSION", version), Vec::new());
        let found = reading.diagnostics.iter();
        let found = found.filter(|one| one.code.name == "ignored-beside-reference");
        let found: Vec<&str> = found.map(|one| one.message.as_str()).collect();
        let expected: Vec<String> =
            expected.iter().map(|start| format!("{start} no effect beside a `$ref`")).collect();
        assert_eq!(found, expected, "{version}");
        // That 3.1 has no `nullable` is another matter.
        let others = usize::from(version == "3.1.0");
        assert_eq!(reading.diagnostics.len(), expected.len() + others, "{version}");
    }
}

#[test]
fn texts_beside_a_reference_replace_those_of_its_object_since_3_1() {
    let text = "
openapi: VERSION
info: {title: t, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: OK}}}}
components:
  parameters: {P: {name: p, in: query, description: own, schema: {type: string}}, Q: {$ref: '#/components/parameters/P', summary: s, description: here}}
  responses: {P: {description: own}, Q: {$ref: '#/components/responses/P', summary: s, description: here}}
  requestBodies: {P: {description: own, content: {}}, Q: {$ref: '#/components/requestBodies/P', description: here}}
  headers: {P: {description: own}, Q: {$ref: '#/components/headers/P', description: here}}
  examples: {P: {summary: own, description: own, value: 1}, Q: {$ref: '#/components/examples/P', summary: s, description: here}}
  links: {P: {description: own, operationId: o}, Q: {$ref: '#/components/links/P', description: here}}
  securitySchemes: {P: {type: http, scheme: basic, description: own}, Q: {$ref: '#/components/securitySchemes/P', description: here}}
  callbacks: {P: {}, Q: {$ref: '#/components/callbacks/P', description: here}}
  pathItems: {P: {summary: own, description: own}, Q: {$ref: '#/components/pathItems/P', summary: s, description: here}}
";
    for (version, expected) in [("3.0.3", "own"), ("3.1.0", "here"), ("3.2.0", "here")] {
        let reading = reading(&text.replace("VERSION", version), Vec::new());
        let document = reading.document.expect("a document");
        let all = &document.components;
        macro_rules! texts {
            ($kind:ident) => {{
                let seen = document.seen(&all.$kind[1].1);
                (stringify!($kind), seen.summary, seen.description)
            }};
        }
        let is_new = expected == "here";
        let summary = if is_new { Some("s") } else { Some("own") };
        let of_response = (version == "3.2.0").then_some("s");
        let found = [
            texts!(parameters),
            texts!(responses),
            texts!(request_bodies),
            texts!(headers),
            texts!(examples),
            texts!(links),
            texts!(security_schemes),
            texts!(callbacks),
            texts!(path_items),
        ];
        let own = Some(expected);
        let wanted = [
            ("parameters", None, own),
            ("responses", of_response, own),
            ("request_bodies", None, own),
            ("headers", None, own),
            ("examples", summary, own),
            ("links", None, own),
            ("security_schemes", None, own),
            ("callbacks", None, own.filter(|_| is_new)),
            // Its `$ref` is a member beside others.
            ("path_items", Some("s"), Some("here")),
        ];
        assert_eq!(found, wanted, "{version}");
    }
}

/// What is in another file as a whole is named as if it stood in the document.
#[test]
fn pointers_lead_through_references() {
    let defs = "A: {$ref: more.yaml#/A}\nB: {type: string, description: found}\n";
    let files = || {
        vec![
            ("https://x.test/defs.yaml", defs.to_owned()),
            (
                "https://x.test/more.yaml",
                "A: {properties: {b: {type: string, description: found}}}".to_owned(),
            ),
            ("https://x.test/all.yaml", "schemas: {$ref: defs.yaml}".to_owned()),
        ]
    };
    let table = [
        ("components: {schemas: {$ref: https://x.test/defs.yaml}}", "#/components/schemas/B"),
        ("components: {$ref: https://x.test/all.yaml}", "#/components/schemas/B"),
        ("components: {$ref: https://x.test/all.yaml}", "#/components/schemas/A/properties/b"),
    ];
    for (components, reference) in table {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      responses: \
             {{'200': {{description: OK, content: {{a/b: {{schema: {{$ref: '{reference}'}}}}}}}}}}\n\
             {components}\n"
        );
        let reading = reading(&text, files());
        assert_eq!(
            codes(&reading),
            ["misplaced-reference"; 2][..codes(&reading).len()],
            "{reference}"
        );
        let document = reading.document.expect("a document");
        let (_, _, operation) = document.operations().next().expect("an operation");
        let response = &document.responses[operation.responses[0].1.id];
        let schema = response.content[0].1.schema.expect("a schema");
        let found = document.schemas[document.resolve(schema)].description.as_deref();
        assert_eq!(found, Some("found"), "{components} {reference}");
    }
}

#[test]
fn pointers_through_references_end() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    \
                S: {$ref: '#/x-a/b'}\nx-a: {$ref: '#/x-b'}\nx-b: {$ref: '#/x-a'}\n";
    assert!(codes(&reading(text, Vec::new())).contains(&"dangling-reference"));
}
