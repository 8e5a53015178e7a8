//! What a project can decide about the pages of the default layout.

use sourcebook_model::request::Settings as RequestSettings;

use crate::code::{Curl, Language};
use crate::facts::RecordedAnswers;
pub use crate::products::api_reference::settings::{
    AuthorSamples, OperationPages, SampleLanguage, SchemaFiles,
};

/// The levels of members down to which named schemas are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// In parameters and bodies.
    pub sent: usize,
    /// Everywhere else.
    pub elsewhere: usize,
}

/// Which examples pages show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Examples {
    /// Requests as programs, and values that are made where the author gives none.
    Made,
    /// Only the values that the author gives.
    Given,
}

/// The settings of the pages.
pub struct PagesSettings {
    /// What stands on one page.
    pub pages: OperationPages,
    /// How the schemas are split into pages; absent: by letter where one page would be too long.
    pub schemas: Option<SchemaFiles>,
    /// How deep named schemas are opened.
    pub opened: Opened,
    /// Which examples are shown.
    pub examples: Examples,
    /// The languages of samples, in their order.
    pub samples: Vec<&'static dyn Language>,
    /// Where samples stand that the author of the document wrote.
    pub author_samples: AuthorSamples,
    /// How requests are made.
    pub requests: RequestSettings,
    /// Tags that come first, in this order.
    pub tag_order: Vec<String>,
    /// Operations with this extension set are left out; a dot refers to a member of an object.
    pub skip_extension: String,
    /// Answers that were recorded, which are shown as examples.
    pub recorded: RecordedAnswers,
}

impl Default for PagesSettings {
    fn default() -> Self {
        Self {
            pages: OperationPages::Tag,
            schemas: None,
            opened: Opened { sent: 2, elsewhere: 1 },
            examples: Examples::Made,
            samples: vec![&Curl],
            author_samples: AuthorSamples::Beside,
            requests: RequestSettings::default(),
            tag_order: Vec::new(),
            skip_extension: "x-apidocgen.skip".to_owned(),
            recorded: RecordedAnswers::default(),
        }
    }
}
