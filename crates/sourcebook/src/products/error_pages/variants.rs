//! What the static error pages say.

use sourcebook_pages::{Action, ErrorPage};

/// One static page.
pub(super) struct Variant {
    /// Its file, without ending.
    pub(super) name: &'static str,
    status: Option<u16>,
    title: &'static str,
    description: &'static str,
    /// Whether the same address may work a moment later.
    may_pass: bool,
}

/// Every static page.
pub(super) static VARIANTS: &[Variant] = &[
    Variant {
        name: "404",
        status: Some(404),
        title: "Page not found",
        description: "There is no page at this address. It may be misspelled, or the page \
                      was removed.",
        may_pass: false,
    },
    Variant {
        name: "500",
        status: Some(500),
        title: "Something went wrong",
        description: "The server encountered an unexpected error. Your request was understood, but could not be \
                      completed.",
        may_pass: true,
    },
    Variant {
        name: "502",
        status: Some(502),
        title: "Bad gateway",
        description: "The proxy in front of the server received an invalid response from it. The server \
                      may be starting up.",
        may_pass: true,
    },
    Variant {
        name: "503",
        status: Some(503),
        title: "Service unavailable",
        description: "The server is running, but cannot handle more requests right now.",
        may_pass: true,
    },
    Variant {
        name: "504",
        status: Some(504),
        title: "Gateway timeout",
        description: "The proxy in front of the server did not receive a response in time.",
        may_pass: true,
    },
    Variant {
        name: "maintenance",
        status: None,
        title: "Under maintenance",
        description: "The server is down for maintenance and will be back soon.",
        may_pass: true,
    },
];

impl Variant {
    /// The page; `home` is where its link to the start leads.
    pub(super) fn page(&self, home: &str) -> ErrorPage {
        let retry = self.may_pass.then(|| Action::Retry { label: "Try again".to_owned() });
        let link = Action::Link { label: "Go to the start page".to_owned(), href: home.to_owned() };
        ErrorPage {
            status: self.status,
            title: self.title.to_owned(),
            description: self.description.to_owned(),
            actions: retry.into_iter().chain([link]).collect(),
            ..ErrorPage::default()
        }
    }
}
