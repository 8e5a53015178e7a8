//! Links of the author's, in a document that has everything that one can name.

use sourcebook_model::{Document, Input, Options, read};
use sourcebook_syntax::Sources;

use crate::products::api_reference::Rendered;
use crate::products::api_reference::pages::render;
use crate::products::api_reference::pages::settings::PagesSettings;

/// A document whose operation `change` has this description.
fn document(description: &str) -> Document {
    let description = serde_json::Value::from(description);
    let text = format!(
        r###"openapi: 3.1.0
info:
  title: Lockers
  version: '1'
  description: "# Rate limits\n\nA few.\n\n# Keys {{#tokens}}\n\nSee [boxes](#tag/Big-Boxes)."
tags:
  - {{name: Big Boxes, description: "## Sizes\n\nThree."}}
paths:
  /boxes/{{id}}:
    get:
      tags: [Big Boxes]
      operationId: show/box
      summary: Show a box
      responses: {{'204': {{description: OK}}}}
  /locks:
    post:
      tags: [Locks]
      operationId: change
      summary: Change a lock
      description: {description}
      responses: {{'204': {{description: OK}}}}
components:
  securitySchemes: {{door: {{type: http, scheme: bearer}}}}
  schemas:
    Lock/Size: {{type: string, description: "## Units\n\nInches."}}
"###
    );
    let input =
        Input { name: "it".to_owned(), bytes: text.into_bytes(), folder: "no-such-folder".into() };
    let reading = read(&mut Sources::new(), input, Options::default());
    reading.document.expect("a document")
}

fn rendered(description: &str) -> Rendered {
    render(&document(description), &PagesSettings::default())
}

/// What stands on a page.
fn page(rendered: &Rendered, file: &str) -> String {
    let page = rendered.pages.iter().find(|page| page.file == file);
    page.unwrap_or_else(|| panic!("no {file}")).text.clone()
}

#[test]
fn links_lead_to_what_they_name() {
    let table = [
        // Ids and headings of the page itself.
        ("#change", "#change"),
        ("#change-a-lock", "#change"),
        // Those of other pages.
        ("#show-a-box", "big-boxes.md#show/box"),
        ("#show/box", "big-boxes.md#show/box"),
        ("#rate-limits", "index.md#rate-limits"),
        ("#tokens", "index.md#tokens"),
        ("#sizes", "big-boxes.md#sizes"),
        ("#units", "schemas.md#units"),
        ("#door", "security.md#door"),
        // Pointers into the document.
        ("#/components/schemas/Lock~1Size", "schemas.md#Lock/Size"),
        ("#/components/schemas/Lock~1Size/description", "schemas.md#Lock/Size"),
        ("#/definitions/Lock~1Size", "schemas.md#Lock/Size"),
        ("#/components/securitySchemes/door", "security.md#door"),
        ("#/paths/~1boxes~1%7Bid%7D/get", "big-boxes.md#show/box"),
        // Fragments of Redoc and Swagger UI.
        ("#operation/show/box", "big-boxes.md#show/box"),
        ("#operation/change", "#change"),
        ("#tag/Big-Boxes", "big-boxes.md"),
        ("#tag/Big%20Boxes", "big-boxes.md"),
        ("#tag/Locks/operation/change", "#change"),
        ("#tag/Locks/paths/~1locks/post", "#change"),
        ("#paths/~1locks/post", "#change"),
        ("#section/Rate-limits", "index.md#rate-limits"),
        ("#section/Lockers/Rate-limits", "index.md#rate-limits"),
        ("#section/Authentication/door", "security.md#door"),
        ("#schema/Lock~1Size", "schemas.md#Lock/Size"),
        ("#/Locks/change", "#change"),
    ];
    for (link, expected) in table {
        let rendered = rendered(&format!("See [this]({link}) and\n\n[that]: {link}\n"));
        let page = page(&rendered, "locks.md");
        assert!(page.contains(&format!("See [this]({expected}) and\n")), "{link}: {page}");
        assert!(page.contains(&format!("[that]: {expected}\n")), "{link}: {page}");
        assert_eq!(rendered.dead_links, [], "{link}");
    }
}

#[test]
fn links_that_lead_nowhere_are_told_once() {
    let links = [
        "#nothing",
        "#operation/none",
        "#tag/None",
        "#section/None",
        "#/components/schemas/None",
        "#/paths/~1none/get",
        "#/None/none",
    ];
    for link in links {
        let rendered = rendered(&format!("[a]({link}), <a href=\"{link}\">b</a>"));
        let expected = [(link.to_owned(), "locks.md".to_owned())];
        assert_eq!(rendered.dead_links, expected);
        assert!(page(&rendered, "locks.md").contains(&format!("[a]({link})")), "{link}");
    }
}

#[test]
fn texts_on_other_lines_are_led_too() {
    let text = "[a](#operation/change)";
    let schema = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nservers: [{{url: /, description: '{text}'}}]\n\
         paths:\n  /a:\n    get:\n      operationId: change\n      tags: [t]\n      responses: \
         {{'204': {{description: '{text}'}}}}\n      parameters: [{{name: p, in: query, description: \
         '{text}', schema: {{type: string}}}}]\n"
    );
    let input = Input {
        name: "it".to_owned(),
        bytes: schema.into_bytes(),
        folder: "no-such-folder".into(),
    };
    let reading = read(&mut Sources::new(), input, Options::default());
    let rendered = render(&reading.document.expect("a document"), &PagesSettings::default());
    assert_eq!(page(&rendered, "t.md").matches("[a](#change)").count(), 2);
    assert_eq!(page(&rendered, "index.md").matches("[a](t.md#change)").count(), 1);
}
