//! The templates of generated pages: built-in ones, and a project's own in their place.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

use handlebars::{Handlebars, RenderError, RenderErrorReason};
use serde::Serialize;
use serde_json::Value;
use sourcebook_syntax::nearest;

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
    "api/index.hbs",
    "api/operation.hbs",
    "api/schema.hbs",
    "api/schemas.hbs",
    "api/section.hbs",
    "api/security_scheme.hbs",
    "api/shared_responses.hbs",
    "reference/operation.hbs",
    "reference/schema.hbs",
    "site/card.svg.hbs",
    "site/error.html.hbs",
    "site/moved.html.hbs",
    "site/page.html.hbs",
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
    registry: Registry,
    /// What is kept of contexts, if anything is.
    recording: Option<Recording>,
    /// Why a template could not be rendered, the first time that one could not.
    error: Mutex<Option<TemplateError>>,
}

#[derive(Debug)]
enum Registry {
    /// Nothing is replaced.
    BuiltIn,
    Replaced {
        compiled: Box<Handlebars<'static>>,
        names: Vec<String>,
    },
}

/// What is kept of the contexts of one template: that of the subject which was asked for, else the one
/// that says most.
#[derive(Debug)]
struct Recording {
    template: String,
    subject: Option<String>,
    /// The context as JSON; of several of one length, the first by its letters.
    kept: Mutex<Option<String>>,
}

/// What contexts say of their subject: an operation, a schema, a page.
const SUBJECTS: [&str; 3] = ["operation_id", "name", "title"];

impl Recording {
    fn look_at(&self, context: &impl Serialize) {
        let context = serde_json::to_value(context).unwrap_or_default();
        let is_it = |subject: &String| SUBJECTS.iter().any(|name| context[*name] == **subject);
        if !self.subject.as_ref().is_none_or(is_it) {
            return;
        }
        let text = format!("{context:#}");
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let order = |text: &String| (Reverse(text.len()), text.clone());
        if kept.as_ref().is_none_or(|other| order(&text) < order(other)) {
            *kept = Some(text);
        }
    }
}

/// The folder of the built-in templates of the API reference with `compat`.
const API: &str = "api/";
/// The folder of the built-in templates of a site.
pub(crate) const SITE: &str = "site/";

/// The built-in templates, compiled when one of their folder is needed for the first time: a run
/// that makes an API reference has no use for the large ones of a site.
static COMPILED_API: LazyLock<Handlebars<'static>> = LazyLock::new(|| compile_built_in(API));
static COMPILED_SITE: LazyLock<Handlebars<'static>> = LazyLock::new(|| compile_built_in(SITE));

fn compile_built_in(folder: &str) -> Handlebars<'static> {
    compile(folder, &[]).expect("built-in templates are valid")
}

/// Compiles the built-in templates of the API reference with `compat` on another thread, while the
/// documents are read.
pub(crate) fn compile_early() {
    thread::spawn(|| LazyLock::force(&COMPILED_API));
}

/// A project's template that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// It is not valid Handlebars.
    #[error("the template `{name}` is invalid: {reason}")]
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

/// Stands in a context for finished blocks that are set in when the template was rendered.
///
/// A page may be a megabyte large; its blocks are not copied through the context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blocks {
    is_empty: bool,
}

impl Blocks {
    /// Not met in texts: they have no use for control characters.
    const PLACE: &str = "\u{1}blocks\u{1}";

    /// A place for these blocks; empty where they are, so that conditions see it.
    pub(crate) fn of(blocks: &[String]) -> Self {
        Self { is_empty: blocks.iter().all(String::is_empty) }
    }
}

impl Serialize for Blocks {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.is_empty { "" } else { Self::PLACE })
    }
}

/// Compiles the templates whose names start with `folder`, each replaced where `own` has one of its
/// name.
fn compile(folder: &str, own: &[(String, String)]) -> Result<Handlebars<'static>, TemplateError> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    // Pages are Markdown; what must be escaped is escaped where its place is known.
    registry.register_escape_fn(handlebars::no_escape);
    for template in BUILT_IN.iter().filter(|template| template.name.starts_with(folder)) {
        let replaced = own.iter().find(|(name, _)| name == template.name);
        let source = replaced.map_or(template.source, |(_, source)| source.as_str());
        registry.register_template_string(template.name, source).map_err(|error| {
            TemplateError::Invalid { name: template.name.to_owned(), reason: error.to_string() }
        })?;
    }
    Ok(registry)
}

impl Templates {
    /// The built-in templates, each replaced where `own` has one of its name.
    ///
    /// # Errors
    /// When one of `own` is not valid.
    pub fn new(own: &[(String, String)]) -> Result<Self, TemplateError> {
        let registry = match own {
            [] => Registry::BuiltIn,
            own => Registry::Replaced {
                compiled: Box::new(compile("", own)?),
                names: own.iter().map(|(name, _)| name.clone()).collect(),
            },
        };
        Ok(Self { registry, recording: None, error: Mutex::default() })
    }

    /// The built-in templates, none of which is replaced.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: Templates =
            Templates { registry: Registry::BuiltIn, recording: None, error: Mutex::new(None) };
        &BUILT_IN
    }

    /// The built-in templates, which keep a context that the one of this name gets: that of the subject
    /// (an operation's id, the name of a schema, the title of a page), else the one that says most.
    ///
    /// # Panics
    /// Never: built-in templates are valid.
    pub fn recording(name: &str, subject: Option<String>) -> Self {
        let compiled = compile("", &[]).expect("built-in templates are valid");
        let registry =
            Registry::Replaced { compiled: Box::new(compiled), names: vec![name.to_owned()] };
        let (template, kept) = (name.to_owned(), Mutex::default());
        let recording = Some(Recording { template, subject, kept });
        Self { registry, recording, error: Mutex::default() }
    }

    /// The context that was kept as JSON, if the template got one.
    pub fn into_recorded(self) -> Option<String> {
        let kept = self.recording?.kept;
        kept.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a template takes the place of what is built in.
    pub(crate) fn replaces(&self, name: &str) -> bool {
        match &self.registry {
            Registry::BuiltIn => false,
            Registry::Replaced { names, .. } => names.iter().any(|one| one == name),
        }
    }

    fn registry(&self, name: &str) -> &Handlebars<'static> {
        match &self.registry {
            Registry::BuiltIn if name.starts_with(SITE) => &COMPILED_SITE,
            Registry::BuiltIn => &COMPILED_API,
            Registry::Replaced { compiled, .. } => compiled,
        }
    }

    /// Renders a template with the context made for it.
    ///
    /// Where that fails the text is empty, and [`Templates::take_error`] says why: templates
    /// are rendered deep inside of pages, on several threads, and one error spoils all pages.
    pub(crate) fn render(&self, name: &str, context: &impl Serialize) -> String {
        if let Some(recording) = self.recording.as_ref().filter(|one| one.template == name) {
            recording.look_at(context);
        }
        self.registry(name).render(name, context).unwrap_or_else(|error| {
            let mut first = self.error.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert_with(|| TemplateError::Failed {
                name: name.to_owned(),
                reason: reason(&error, context),
            });
            String::new()
        })
    }

    /// Renders a template around blocks whose place in the context is a [`Blocks`].
    pub(crate) fn render_around(
        &self,
        name: &str,
        context: &impl Serialize,
        blocks: &[String],
    ) -> String {
        let frame = self.render(name, context);
        let places = frame.matches(Blocks::PLACE).count();
        let size: usize = blocks.iter().map(String::len).sum();
        let mut page = String::with_capacity(frame.len() + places * size);
        for (at, part) in frame.split(Blocks::PLACE).enumerate() {
            if at > 0 {
                page.extend(blocks.iter().map(String::as_str));
            }
            page.push_str(part);
        }
        page
    }

    /// Why a template could not be rendered since this was asked last.
    pub(crate) fn take_error(&self) -> Option<TemplateError> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Why a template cannot be rendered; of a name that its context does not have, with those that are
/// there.
fn reason(error: &RenderError, context: &impl Serialize) -> String {
    let RenderErrorReason::MissingVariable(Some(missing)) = error.reason() else {
        return error.to_string();
    };
    let place = match (error.line_no, error.column_no) {
        (Some(line), Some(column)) => format!(" (line {line}, column {column})"),
        _ => String::new(),
    };
    let context = serde_json::to_value(context).unwrap_or_default();
    let (names, of) = names_beside(&context, missing);
    let mut all = BTreeSet::new();
    add_names(&context, &mut all);
    let near = nearest(last(missing), names.iter().copied())
        .or_else(|| nearest(last(missing), all.iter().copied()))
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("`{missing}` is unknown{place}: {of} has {}{near}", names.join(", "))
}

/// Adds all names of a context: inside of a block, others are there than at the top.
fn add_names<'c>(value: &'c Value, all: &mut BTreeSet<&'c str>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                all.insert(name);
                add_names(value, all);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| add_names(item, all)),
        _ => {}
    }
}

/// The last name of a path.
fn last(path: &str) -> &str {
    path.rsplit(['.', '/']).next().unwrap_or(path)
}

/// The names where the last one of a path should be, and what has them: the deepest part of the path
/// that is there.
fn names_beside<'c>(context: &'c Value, path: &str) -> (Vec<&'c str>, String) {
    let (mut value, mut known) = (context, Vec::new());
    for name in path.split(['.', '/']) {
        match value.get(name) {
            Some(Value::Object(_)) => {
                value = &value[name];
                known.push(name);
            }
            _ => break,
        }
    }
    let names = value.as_object().map(|object| object.keys().map(String::as_str).collect());
    let of =
        if known.is_empty() { "its page".to_owned() } else { format!("`{}`", known.join(".")) };
    (names.unwrap_or_default(), of)
}

#[cfg(test)]
mod tests;
