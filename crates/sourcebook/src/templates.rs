//! The templates of generated pages: built-in ones, and a project's own in their place.

use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use handlebars::Handlebars;
use serde::Serialize;

/// A template as it is shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Path below `templates/`: `api/operation.hbs`.
    pub name: &'static str,
    /// Handlebars.
    pub source: &'static str,
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(Template { name: $name, source: include_str!(concat!("../templates/", $name)) }),*]
    };
}

/// Every built-in template.
pub static BUILT_IN: &[Template] = built_in![
    "api/authentication.hbs",
    "api/callback.hbs",
    "api/index.hbs",
    "api/operation.hbs",
    "api/schema.hbs",
    "api/schemas.hbs",
    "api/section.hbs",
    "api/security_scheme.hbs",
];

/// The folder in which a project keeps its own templates, under the names of the built-in ones.
pub const FOLDER: &str = "templates";

/// The templates by which a project replaces built-in ones: names and texts.
///
/// # Errors
/// When one is there and cannot be read.
pub fn of_project(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut own = Vec::new();
    for template in BUILT_IN {
        match std::fs::read_to_string(folder.join(FOLDER).join(template.name)) {
            Ok(text) => own.push((template.name.to_owned(), text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", template.name);
                return Err(io::Error::new(error.kind(), message));
            }
        }
    }
    Ok(own)
}

/// Compiled templates.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
    /// Why a template could not be rendered, the first time that one could not.
    failure: Mutex<Option<TemplateError>>,
}

/// A project's template that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// It is not valid Handlebars.
    #[error("the template `{name}` is not valid: {reason}")]
    Invalid {
        /// Its name.
        name: String,
        /// What is wrong, and where in it.
        reason: String,
    },
    /// It asks for something that it is not given.
    #[error("the template `{name}` cannot be rendered: {reason}")]
    Failed {
        /// Its name.
        name: String,
        /// What is wrong, and where in it.
        reason: String,
    },
}

impl Templates {
    /// Compiles the built-in templates, each replaced where `own` has one of its name.
    ///
    /// # Errors
    /// When one of `own` is not valid.
    pub fn new(own: &[(String, String)]) -> Result<Self, TemplateError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        // Pages are Markdown; what must be escaped is escaped where its place is known.
        registry.register_escape_fn(handlebars::no_escape);
        for template in BUILT_IN {
            let replaced = own.iter().find(|(name, _)| name == template.name);
            let source = replaced.map_or(template.source, |(_, source)| source.as_str());
            registry.register_template_string(template.name, source).map_err(|error| {
                TemplateError::Invalid { name: template.name.to_owned(), reason: error.to_string() }
            })?;
        }
        Ok(Self { registry, failure: Mutex::default() })
    }

    /// Renders a template with the context made for it.
    ///
    /// Where that fails the text is empty, and [`Templates::take_failure`] says why: templates
    /// are rendered deep inside of pages, on several threads, and one failure spoils all pages.
    pub(crate) fn render(&self, name: &str, context: &impl Serialize) -> String {
        self.registry.render(name, context).unwrap_or_else(|error| {
            let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
            failure.get_or_insert_with(|| TemplateError::Failed {
                name: name.to_owned(),
                reason: error.to_string(),
            });
            String::new()
        })
    }

    /// Why a template could not be rendered since this was asked last.
    pub(crate) fn take_failure(&self) -> Option<TemplateError> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
