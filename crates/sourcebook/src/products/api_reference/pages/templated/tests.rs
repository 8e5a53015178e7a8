//! Operations and schemas by templates: the built-in ones, a project's own, and what they are given.

use serde_json::Value;

use super::super::settings::{OperationPages, PagesSettings, SchemaFiles};
use super::super::{render, render_with};
use super::*;
use crate::code::{Curl, Python};
use crate::products::api_reference::RenderedPage;
use crate::templates::{BUILT_IN, Templates};

/// A document with everything that a template can get.
const TOWN: &str = include_str!("tests/town.yaml");

/// A document that has a bit of everything around the fields.
const LIBRARY: &str = include_str!("../tests/library.yaml");

fn settings() -> [PagesSettings; 2] {
    let samples: Vec<&'static dyn crate::code::Language> = vec![&Curl, &Python];
    let alone = PagesSettings {
        pages: OperationPages::Operation,
        schemas: Some(SchemaFiles::Each),
        ..PagesSettings::default()
    };
    [PagesSettings { samples, ..PagesSettings::default() }, alone]
}

/// The pages with templates of the project.
fn with(text: &str, settings: &PagesSettings, own: &[(&str, &str)]) -> Vec<RenderedPage> {
    let own: Vec<(String, String)> =
        own.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned())).collect();
    let templates = Templates::new(&own).expect("valid templates");
    let pages = render_with(&super::super::tests::document(text), settings, &templates).pages;
    assert!(templates.take_error().is_none());
    pages
}

#[test]
fn the_built_in_templates_give_the_default_layout() {
    let of_reference = BUILT_IN.iter().filter(|template| template.name.starts_with("reference/"));
    let own: Vec<(&str, &str)> =
        of_reference.map(|template| (template.name, template.source)).collect();
    assert_eq!(own.len(), 2);
    for text in [TOWN, LIBRARY] {
        for settings in settings() {
            let expected = render(&super::super::tests::document(text), &settings).pages;
            assert_eq!(with(text, &settings, &own), expected);
        }
    }
}

#[test]
fn a_project_builds_its_own_pages() {
    let operation = "{{heading}} {{method}} {{path}}\n\n\
        {{#each parameters}}\n- {{in}} {{name}}: {{type}}{{#if required}}!{{/if}}\n{{/each}}\n\
        {{#each samples}}\n[{{language}}]\n{{/each}}\n";
    let schema = "{{heading}} {{name}}\n\n\
        {{#each data.fields}}\n- {{name}}: {{type}} ({{#each fields}}{{name}} {{/each}})\n{{/each}}\n";
    let own = [(OPERATION, operation), (SCHEMA, schema)];
    let pages = with(TOWN, &settings()[0], &own);
    let page = |file: &str| {
        let page = pages.iter().find(|page| page.file == file);
        &page.unwrap_or_else(|| panic!("no {file}")).text
    };
    let expected = "## PUT /houses/{id}\n\n- path id: string!\n- query at: array of integer\n\
                    [curl]\n[python]\n";
    assert!(page("houses.md").ends_with(expected), "{}", page("houses.md"));
    let expected =
        "## House\n\n- rooms: array of [Room](#Room) ()\n- owner: object (name )\n\n## Room";
    assert!(page("schemas.md").contains(expected), "{}", page("schemas.md"));
}

#[test]
fn a_template_gets_everything_that_a_page_says() {
    for (template, subject) in [(OPERATION, "moveIn"), (SCHEMA, "House")] {
        let templates = Templates::recording(template, Some(subject.to_owned()));
        render_with(&super::super::tests::document(TOWN), &settings()[0], &templates);
        let kept = templates.into_recorded().expect("a context");
        let context: Value = serde_json::from_str(&kept).expect("JSON");
        insta::assert_snapshot!(subject, format!("{context:#}"));
    }
}
