//! The pages of schemas: one, by letter, and each.

use sourcebook_model::{Document, Input, Options, read};
use sourcebook_syntax::Sources;

use super::*;
use crate::products::api_reference::pages::settings::{PagesSettings, SchemaFiles};

/// Schemas with most of what fields can say.
const FIELDS: &str = include_str!("fields.yaml");

fn document(text: &str) -> Document {
    let bytes = text.as_bytes().to_vec();
    let input = Input { name: "document".to_owned(), bytes, folder: "no-such-folder".into() };
    read(&mut Sources::new(), input, Options::default()).document.expect("a document")
}

fn rendered(text: &str, schemas: SchemaFiles) -> Vec<RenderedPage> {
    let document = document(text);
    let settings = PagesSettings { schemas: Some(schemas), ..PagesSettings::default() };
    let (reference, _) = Reference::new(&document, &settings);
    pages(&reference)
}

#[test]
fn all_schemas_stand_on_one_page() {
    let pages = rendered(FIELDS, SchemaFiles::One);
    let [page] = &pages[..] else { panic!("{} pages", pages.len()) };
    insta::assert_snapshot!("schemas.md", page.text);
}

#[test]
fn pages_of_letters_have_a_list_each() {
    let pages = rendered(FIELDS, SchemaFiles::Letter);
    let files: Vec<&str> = pages.iter().map(|page| page.file.as_str()).collect();
    let letters = ["b", "c", "e", "o", "s", "t"].map(|letter| format!("schemas-{letter}.md"));
    assert_eq!(files, letters);
    let head = format!(
        "{MARK}\n\n# Schemas: S\n\n- [Size](#Size)\n- [Sold](#Sold)\n\n<a id=\"Size\"></a>\n\n## Size\n\n"
    );
    assert!(pages[4].text.starts_with(&head), "{}", pages[4].text);
    let member =
        "- **`color`** [Color](schemas-c.md#Color) (string) *The color of a thing* · **required**";
    assert!(pages[5].text.contains(member), "{}", pages[5].text);
}

#[test]
fn a_page_of_one_schema_has_its_name() {
    let pages = rendered(FIELDS, SchemaFiles::Each);
    let page = pages.iter().find(|page| page.file == "schemas-thing.md").expect("a page");
    let head = format!(
        "{MARK}\n\n<a id=\"Thing\"></a>\n\n# Thing\n\nSomething.\n\n## More\n\n- one\n- two\n\nobject"
    );
    assert!(page.text.starts_with(&head), "{}", page.text);
    assert!(page.text.contains("array of [Thing](#Thing)"), "{}", page.text);
}

#[test]
fn what_an_example_leaves_out_is_said_without_a_link_to_itself() {
    let members: Vec<String> = (0..90)
        .map(|at| format!("m{at}: {{type: object, properties: {{a: {{type: string}}}}}}"))
        .collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n\
         components: {{schemas: {{Long: {{type: object, properties: {{{}}}}}}}}}",
        members.join(", ")
    );
    let page = &rendered(&text, SchemaFiles::One)[0].text;
    assert!(page.ends_with("```\n\nLeft out: optional members below level 1.\n"), "{page}");
}
