//! The API reference in the list of products: its settings in TOML, and its pages as artifacts.

use super::render;
use super::settings::{Compatibility, FileNaming, SchemaPages, Settings, SharedResponses};
use crate::artifact::{Artifact, join};
use crate::config::Table;
use crate::facts::Facts;
use crate::problems::{missing_fact, template_failed};
use crate::products::{Product, Render, Rendered, Setting, Value};
use crate::templates::{self, Templates};

/// The product.
pub const PRODUCT: Product = Product {
    name: "api-reference",
    summary: "Markdown pages for every operation and schema of the API document",
    settings: SETTINGS,
    configure,
};

const SETTINGS: &[Setting] = &[
    Setting {
        key: "out",
        value: Value::Default("\"docs/reference/api\""),
        description: "The folder of the pages.",
    },
    Setting {
        key: "compat",
        value: Value::Example("\"coder\""),
        description: "Reproduces the bytes of an older chain of tools, defects included.",
    },
    Setting {
        key: "server",
        value: Value::Example("\"https://api.example.com\""),
        description: "The server in code samples, instead of the document's first one.",
    },
    Setting {
        key: "credentials",
        value: Value::Default("\"API_KEY\""),
        description: "What stands for credentials in code samples.",
    },
    Setting {
        key: "authentication-sentence",
        value: Value::Default(
            "\"To perform this operation, you must be authenticated. \
             [Learn more](authentication.md).\"",
        ),
        description: "The sentence under operations that require authentication.",
    },
    Setting {
        key: "index",
        value: Value::ExampleFile("docs/api-index.md"),
        description: "A file with the text of index.md, instead of a generated one.",
    },
    Setting {
        key: "authentication",
        value: Value::ExampleFile("docs/api-authentication.md"),
        description: "A file with the text of authentication.md, instead of a generated one.",
    },
    Setting {
        key: "file-naming",
        value: Value::Default("\"compact\""),
        description: "`compact` (workspaceproxies.md) or `kebab` (workspace-proxies.md).",
    },
    Setting {
        key: "tag-order",
        value: Value::Default("[]"),
        description: "Tags that come first, in this order.",
    },
    Setting {
        key: "skip-extension",
        value: Value::Default("\"x-apidocgen.skip\""),
        description: "An operation with this extension set is left out.",
    },
    Setting {
        key: "schema-pages",
        value: Value::Default("\"one\""),
        description: "`one` page for all schemas, or one per `namespace` or `letter`.",
    },
    Setting {
        key: "shared-responses",
        value: Value::Default("\"per-operation\""),
        description: "Describes shared error responses `per-operation`, or `once` in general.md.",
    },
];

struct ApiReference {
    settings: Settings,
    /// Absent only when a fault of a template was reported.
    templates: Option<Templates>,
}

fn configure(table: &mut Table<'_>) -> Box<dyn Render> {
    let settings = read_settings(table);
    let own = table.folder().map_or_else(|| Ok(Vec::new()), templates::of_project);
    if own.as_ref().is_ok_and(Vec::is_empty) {
        templates::compile_early();
    }
    let compiled = own
        .map_err(|error| error.to_string())
        .and_then(|own| Templates::new(&own).map_err(|error| error.to_string()));
    let templates = compiled.map_err(|error| {
        let help = "correct it, or delete it to have the built-in one again";
        table.refuse("templates", format!("a template of the project is refused: {error}"), help);
    });
    Box::new(ApiReference { settings, templates: templates.ok() })
}

fn read_settings(table: &mut Table<'_>) -> Settings {
    let default = Settings::default();
    let naming = [("compact", FileNaming::Compact), ("kebab", FileNaming::Kebab)];
    let pages = [
        ("one", SchemaPages::One),
        ("namespace", SchemaPages::Namespace),
        ("letter", SchemaPages::Letter),
    ];
    let shared =
        [("per-operation", SharedResponses::PerOperation), ("once", SharedResponses::Once)];
    Settings {
        out: table.path("out").unwrap_or(default.out),
        compatibility: table
            .choice("compat", &[("coder", Compatibility::Coder)])
            .unwrap_or(default.compatibility),
        server: table.string("server"),
        credentials: table.string("credentials").unwrap_or(default.credentials),
        authentication_sentence: table
            .string("authentication-sentence")
            .unwrap_or(default.authentication_sentence),
        index: table.file("index"),
        authentication: table.file("authentication"),
        file_naming: table.choice("file-naming", &naming).unwrap_or(default.file_naming),
        tag_order: table.strings("tag-order").unwrap_or(default.tag_order),
        skip_extension: table.string("skip-extension").unwrap_or(default.skip_extension),
        schema_pages: table.choice("schema-pages", &pages).unwrap_or(default.schema_pages),
        shared_responses: table
            .choice("shared-responses", &shared)
            .unwrap_or(default.shared_responses),
    }
}

impl Render for ApiReference {
    fn render(&self, facts: &Facts) -> Rendered {
        let (Some(document), Some(templates)) = (&facts.api, &self.templates) else {
            let help = "add `api = \"openapi.yaml\"` to `[facts]`, or a command that prints it";
            let problem = missing_fact(PRODUCT.name, "an API document", help).into();
            return Rendered { artifacts: Vec::new(), problems: vec![problem] };
        };
        let pages = match render(document, &self.settings, templates) {
            Ok(pages) => pages,
            Err(error) => {
                let problem = template_failed(&error).into();
                return Rendered { artifacts: Vec::new(), problems: vec![problem] };
            }
        };
        let artifacts = pages.into_iter().map(|page| Artifact {
            path: join(&self.settings.out, &page.file),
            contents: page.text.into_bytes(),
            made_by: PRODUCT.name,
        });
        Rendered { artifacts: artifacts.collect(), problems: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use sourcebook_syntax::Sources;

    use super::*;
    use crate::configuration;

    thread_local! {
        static READ: RefCell<Option<Settings>> = const { RefCell::new(None) };
    }

    /// What the table in this text says.
    fn read(text: String) -> Settings {
        fn configure(table: &mut Table<'_>) -> Box<dyn Render> {
            READ.set(Some(read_settings(table)));
            Box::new(ApiReference { settings: Settings::default(), templates: None })
        }
        let product = Product { configure, ..PRODUCT };
        let mut sources = Sources::new();
        let file = sources.add("settings", text);
        assert!(configuration::configure(&sources, file, &product).is_ok(), "refused");
        READ.take().expect("settings were read")
    }

    #[test]
    fn the_documented_defaults_are_the_defaults() {
        let mut text = String::new();
        for setting in SETTINGS {
            if let Value::Default(value) = setting.value {
                text.extend([setting.key, " = ", value, "\n"]);
            }
        }
        assert_eq!(read(text), Settings::default());
        assert_eq!(read(String::new()), Settings::default());
    }
}
