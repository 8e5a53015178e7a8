//! The error page: one template, one theme, every field escaped, nothing loaded from elsewhere.

mod markdown;

use handlebars::Handlebars;
use serde::{Deserialize, Serialize};

pub use markdown::to_html;

/// The version of the shape in which a template and its theme are written.
const VERSION: u32 = 1;

/// What stands on an error page. Texts may come from anywhere: all of them are escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorPage {
    /// The HTTP status; none for a page that is not about one (maintenance).
    pub status: Option<u16>,
    /// One line: what happened.
    pub title: String,
    /// Some sentences of Markdown; HTML in it is shown as text, images as their descriptions.
    pub description: String,
    /// Text that helps whoever is asked for help, such as the id of the request.
    pub additional_info: Option<String>,
    /// What the reader should know besides, each a line of text.
    pub warnings: Vec<String>,
    /// What the reader can do.
    pub actions: Vec<Action>,
}

/// Something that the reader can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Go elsewhere. An address that is neither a path nor of http, https or mailto is left out.
    Link {
        /// What the link says.
        label: String,
        /// Where it leads.
        href: String,
    },
    /// Load the same address again.
    Retry {
        /// What the link says.
        label: String,
    },
}

/// The template of the error page with its theme, as Sourcebook writes them for a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    language: String,
    template: String,
    css: String,
}

/// Why no error page can be made.
#[derive(Debug, thiserror::Error)]
pub enum ErrorTemplateError {
    /// It is not the JSON of a template.
    #[error("the error page's file cannot be read: {0}; run `sourcebook gen` to rewrite it")]
    Json(#[from] serde_json::Error),
    /// Its shape is of another version.
    #[error("the error page's file has version {0}, but this server reads version {VERSION}")]
    Version(u32),
    /// It is not valid Handlebars.
    #[error("the error page's template is invalid: {0}")]
    Invalid(#[from] Box<handlebars::TemplateError>),
    /// It asks for something that it is not given.
    #[error("the error page cannot be rendered: {0}")]
    Failed(#[from] Box<handlebars::RenderError>),
}

/// A template that is ready to be filled in.
#[derive(Debug, Clone)]
pub struct ErrorTemplate {
    registry: Handlebars<'static>,
    language: String,
    css: String,
}

/// What the template is given.
#[derive(Debug, Serialize)]
struct Context {
    language: String,
    css: String,
    status: Option<u16>,
    title: String,
    /// HTML, made from Markdown by [`to_html`].
    description: String,
    additional_info: Option<String>,
    warnings: Vec<String>,
    actions: Vec<ActionContext>,
}

#[derive(Debug, Serialize)]
struct ActionContext {
    label: String,
    href: String,
    is_retry: bool,
}

const NAME: &str = "error";

impl ErrorTemplate {
    /// A template in Handlebars, the CSS of its theme, and the language of its own words.
    ///
    /// # Errors
    /// When the template is not valid.
    pub fn new(template: &str, css: &str, language: &str) -> Result<Self, ErrorTemplateError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_template_string(NAME, template).map_err(Box::new)?;
        Ok(Self { registry, language: language.to_owned(), css: css.to_owned() })
    }

    /// Reads what [`ErrorTemplate::to_json`] wrote.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn from_json(text: &str) -> Result<Self, ErrorTemplateError> {
        let document: Document = serde_json::from_str(text)?;
        if document.version != VERSION {
            return Err(ErrorTemplateError::Version(document.version));
        }
        Self::new(&document.template, &document.css, &document.language)
    }

    /// The template and its theme as one file for a server.
    pub fn to_json(template: &str, css: &str, language: &str) -> String {
        let document = Document {
            version: VERSION,
            language: language.to_owned(),
            template: template.to_owned(),
            css: css.to_owned(),
        };
        // Texts and a number always have a JSON.
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }

    /// The page.
    ///
    /// # Errors
    /// When the template asks for something that it is not given.
    pub fn render(&self, page: &ErrorPage) -> Result<String, ErrorTemplateError> {
        let context = Context {
            language: plain(&self.language),
            css: self.css.clone(),
            status: page.status,
            title: plain(&page.title),
            description: to_html(&plain(&page.description)),
            additional_info: page.additional_info.as_deref().map(plain),
            warnings: page.warnings.iter().map(|warning| plain(warning)).collect(),
            actions: page.actions.iter().filter_map(Action::context).collect(),
        };
        Ok(self.registry.render(NAME, &context).map_err(Box::new)?)
    }
}

impl Action {
    fn context(&self) -> Option<ActionContext> {
        match self {
            Self::Retry { label } => {
                Some(ActionContext { label: plain(label), href: String::new(), is_retry: true })
            }
            Self::Link { label, href } => is_safe(href).then(|| ActionContext {
                label: plain(label),
                href: href.clone(),
                is_retry: false,
            }),
        }
    }
}

/// Whether an address may stand in a link: a path, a fragment, or a URL of a known scheme.
pub(crate) fn is_safe(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:", "/", "#", "./", "../"];
    known.iter().any(|start| lower.starts_with(start))
        && plain(href) == href
        && !href.contains(['\n', '\t'])
}

/// The text with a mark in place of each control character, line breaks and tabs kept. Marks that
/// turn the direction of writing count as control characters: they could make a text read otherwise.
fn plain(text: &str) -> String {
    let is_plain = |letter: char| match letter {
        '\n' | '\t' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => false,
        other => !other.is_control(),
    };
    text.chars().map(|letter| if is_plain(letter) { letter } else { '\u{FFFD}' }).collect()
}

#[cfg(test)]
mod tests;
