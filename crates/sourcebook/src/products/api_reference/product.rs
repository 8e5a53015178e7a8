//! The API reference in the list of products: its settings in TOML, and its pages as artifacts.

use sourcebook_model::Subject;
use sourcebook_syntax::Diagnostic;

use super::settings::{Compatibility, ReferenceSettings};
use super::{LongPage, render_with};
use crate::artifact::{Artifact, join};
use crate::config::{Section, Settings};
use crate::facts::Facts;
use crate::facts::pages::API_REFERENCE;
use crate::problems::{LongestPart, dead_author_links, long_page, missing_fact, template_failed};
use crate::products::{Product, Render, Rendered};
use crate::templates::{self, Templates};

/// The product.
pub const PRODUCT: Product = Product {
    name: API_REFERENCE,
    summary: "Markdown pages for every operation and schema of the API document",
    settings: ReferenceSettings::settings,
    configure,
};

struct ApiReference {
    settings: ReferenceSettings,
    /// Absent only when an error in a template was reported.
    templates: Option<Templates>,
}

fn configure(section: &mut Section<'_>) -> Box<dyn Render> {
    let settings: ReferenceSettings = section.read();
    if settings.compat == Compatibility::None {
        reject_settings_without_effect(section, &settings);
    }
    let own = section.folder().map_or_else(|| Ok(Vec::new()), templates::of_project);
    if settings.compat != Compatibility::None && own.as_ref().is_ok_and(Vec::is_empty) {
        templates::compile_early();
    }
    let compiled = own
        .map_err(|error| error.to_string())
        .and_then(|own| Templates::new(&own).map_err(|error| error.to_string()));
    let templates = compiled.map_err(|error| {
        let help = "correct it, or delete it to use the built-in one";
        section.reject("templates", format!("a template of the project is invalid: {error}"), help);
    });
    Box::new(ApiReference { settings, templates: templates.ok() })
}

/// Reports settings that only the layout of an older toolchain has, where the pages have the default
/// layout, and says what that has instead.
fn reject_settings_without_effect(section: &mut Section<'_>, settings: &ReferenceSettings) {
    let default = ReferenceSettings::default();
    let table = [
        (
            "credentials",
            settings.credentials != default.credentials,
            "remove it: samples have `YOUR_TOKEN`, `YOUR_API_KEY` or `USERNAME:PASSWORD`",
        ),
        (
            "authentication-sentence",
            settings.authentication_sentence != default.authentication_sentence,
            "remove it: each operation says what it needs",
        ),
        (
            "authentication",
            settings.authentication.is_some(),
            "remove it: `security.md` is made from the security schemes",
        ),
        (
            "file-naming",
            settings.file_naming != default.file_naming,
            "remove it: `Workspace Proxies` is on `workspace-proxies.md`",
        ),
        (
            "schema-pages",
            settings.schema_pages != default.schema_pages,
            "write `schemas` instead: \"one\", \"letter\" or \"each\"",
        ),
        (
            "shared-responses",
            settings.shared_responses != default.shared_responses,
            "remove it: responses that say little are one line each",
        ),
    ];
    for (key, _, help) in table.into_iter().filter(|(_, is_set, _)| *is_set) {
        section.reject(key, format!("`{key}` has an effect only with `compat`"), help);
    }
}

impl Render for ApiReference {
    fn render(&self, facts: &Facts) -> Rendered {
        let (Some(document), Some(templates)) = (&facts.api, &self.templates) else {
            let help = "add `api = \"openapi.yaml\"` or a command that prints it to `[facts]`";
            let problem = missing_fact(PRODUCT.name, "an API document", help).into();
            return Rendered { artifacts: Vec::new(), problems: vec![problem] };
        };
        let made = match render_with(document, &self.settings, templates, &facts.recorded) {
            Ok(made) => made,
            Err(error) => {
                let problem = template_failed(&error).into();
                return Rendered { artifacts: Vec::new(), problems: vec![problem] };
            }
        };
        let long = made.long_pages.iter().map(|page| self.too_long(page));
        let dead = dead_author_links(Some(document), &made.dead_links);
        let problems = dead.into_iter().chain(long).map(Into::into).collect();
        let artifacts = made.pages.into_iter().map(|page| Artifact {
            path: join(&self.settings.out, &page.file),
            contents: page.text.into_bytes(),
            made_by: PRODUCT.name.into(),
        });
        Rendered { artifacts: artifacts.collect(), problems }
    }
}

impl ApiReference {
    /// The problem of a page that is too long, with the setting that would split it.
    fn too_long(&self, page: &LongPage) -> Diagnostic {
        let part = page.longest.as_ref();
        let setting = match part.filter(|_| page.can_be_split()).map(|part| &part.subject) {
            Some(Subject::Schema(_)) => Some("schemas = \"each\""),
            Some(Subject::Operation { .. }) => Some("pages = \"operation\""),
            // Webhooks have one page.
            _ => None,
        };
        let longest = part.map(|part| LongestPart {
            subject: &part.subject,
            bytes: part.bytes,
            place: part.place.clone(),
        });
        let file = join(&self.settings.out, &page.file);
        long_page(&file, page.bytes, longest, setting)
    }
}
