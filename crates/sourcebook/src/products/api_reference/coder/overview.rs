//! The pages about the whole API: the index, and how to authenticate.

use serde::Serialize;
use sourcebook_model::document::{Flow, SecurityScheme, SecuritySchemeKind};

use super::Renderer;
use super::compat::finish;
use super::extras;
use super::section::TagSection;
use super::table::MarkdownTable;
use super::text;

/// What `api/index.hbs` places.
#[derive(Debug, Serialize)]
pub(super) struct IndexContext {
    pub(super) title: String,
    pub(super) version: String,
    pub(super) description: String,
    pub(super) external_docs: String,
    pub(super) servers: String,
    /// A nested list of links to the pages.
    pub(super) pages: String,
    pub(super) contact: String,
    pub(super) license: String,
}

/// What `api/authentication.hbs` places.
#[derive(Debug, Serialize)]
pub(super) struct AuthenticationContext {
    /// One block for each scheme.
    pub(super) schemes: String,
}

/// What `api/security_scheme.hbs` places.
#[derive(Debug, Serialize)]
pub(super) struct SecuritySchemeContext {
    name: String,
    deprecated: bool,
    /// How the credentials are sent, in a sentence.
    sending: String,
    description: String,
    flows: String,
}

impl<'d> Renderer<'d> {
    pub(super) fn index_page(&self, sections: &[TagSection<'d>]) -> String {
        if let Some(text) = &self.settings.index {
            return text.clone();
        }
        let info = &self.document.info;
        let title = text::one_line(&info.title);
        let description = info.description.as_deref().or(info.summary.as_deref());
        let context = IndexContext {
            title: if title.is_empty() { "API".to_owned() } else { text::heading(&title) },
            version: text::heading(&info.version),
            description: extras::prose(description.unwrap_or_default()),
            external_docs: extras::external_docs(self.document.external_docs.as_ref()),
            servers: text::block(extras::servers_table(&self.document.servers)),
            pages: text::block(self.page_list(sections)),
            contact: self.contact(),
            license: self.license(),
        };
        finish(&self.templates.render("api/index.hbs", &context))
    }

    /// Links to every page; a tag with a parent (3.2) stands below it.
    fn page_list(&self, sections: &[TagSection<'d>]) -> String {
        let mut list = String::new();
        let is_listed = |tag: &str| sections.iter().any(|section| section.tag == tag);
        for section in sections {
            if !section.parent.is_some_and(is_listed) {
                push_section(&mut list, section, sections, 0);
            }
        }
        for (file, schemas) in self.links.pages() {
            let is_only = file == "schemas.md";
            let label = if is_only { "Schemas" } else { file.trim_end_matches(".md") };
            let count = schemas.len();
            let plural = if count == 1 { "" } else { "s" };
            list.push_str(&format!("- [{label}]({file}): {count} schema{plural}\n"));
        }
        if self.has_authentication() {
            list.push_str("- [Authentication](authentication.md)\n");
        }
        list
    }

    fn contact(&self) -> String {
        let Some(contact) = &self.document.info.contact else {
            return String::new();
        };
        let name = contact.name.as_deref().map(text::one_line).unwrap_or_default();
        let url = contact.url.as_deref().filter(|url| url.contains("://"));
        let label = if name.is_empty() { url.unwrap_or_default() } else { &name };
        let page = url.map(|url| format!("[{}](<{url}>)", text::link_label(label)));
        let email = contact.email.as_deref().map(|email| format!("<{email}>"));
        let who = page.or_else(|| (!name.is_empty()).then(|| name.to_string()));
        let parts: Vec<String> = who.into_iter().chain(email.filter(|e| e.contains('@'))).collect();
        parts.join(", ")
    }

    fn license(&self) -> String {
        let Some(license) = &self.document.info.license else {
            return String::new();
        };
        let name = text::one_line(&license.name);
        match license.url.as_deref().filter(|url| url.contains("://")) {
            Some(url) => format!("[{}](<{url}>)", text::link_label(&name)),
            None => text::heading(&name),
        }
    }

    /// Whether there is a page on authentication.
    pub(super) fn has_authentication(&self) -> bool {
        self.settings.authentication.is_some()
            || !self.document.components.security_schemes.is_empty()
            || !self.document.security.is_empty()
            || self.document.operations().any(|(_, _, operation)| {
                operation.security.as_ref().is_some_and(|security| !security.is_empty())
            })
    }

    pub(super) fn authentication_page(&self) -> String {
        if let Some(text) = &self.settings.authentication {
            return text.clone();
        }
        let schemes = &self.document.components.security_schemes;
        let schemes = schemes.iter().map(|(name, used)| {
            self.security_scheme(name, &self.document.security_schemes[used.id])
        });
        let context = AuthenticationContext { schemes: schemes.collect() };
        finish(&self.templates.render("api/authentication.hbs", &context))
    }

    fn security_scheme(&self, name: &str, scheme: &SecurityScheme) -> String {
        let flows = match &scheme.kind {
            SecuritySchemeKind::OAuth2 { flows, .. } => flows.iter().map(flow).collect(),
            _ => String::new(),
        };
        let context = SecuritySchemeContext {
            name: text::name_heading(name),
            deprecated: scheme.deprecated,
            sending: sending(&scheme.kind),
            description: extras::prose(scheme.description.as_deref().unwrap_or_default()),
            flows: text::block(flows),
        };
        self.templates.render("api/security_scheme.hbs", &context)
    }
}

fn flow(flow: &Flow) -> String {
    let urls = [
        ("Authorization URL", &flow.authorization_url),
        ("Device authorization URL", &flow.device_authorization_url),
        ("Token URL", &flow.token_url),
        ("Refresh URL", &flow.refresh_url),
    ];
    let mut text = format!("Flow {}:\n\n", text::code(&flow.name));
    for (label, url) in urls {
        if let Some(url) = url {
            text.push_str(&format!("- {label}: {}\n", text::code(url)));
        }
    }
    let mut table = MarkdownTable::new(&["Scope", "Description"]);
    for scope in &flow.scopes {
        table.row([text::code(&scope.name).into(), text::cell(&scope.description)]);
    }
    if !table.is_empty() {
        text.push_str(&format!("\n{}", table.unaligned()));
    }
    text + "\n"
}

fn push_section(list: &mut String, section: &TagSection<'_>, all: &[TagSection<'_>], level: usize) {
    let indent = "  ".repeat(level);
    let title = text::link_label(&text::one_line(section.tag)).into_owned();
    list.push_str(&format!("{indent}- [{title}]({})\n", section.file));
    // The bound ends tags that are each other's parents.
    if level < 8 {
        for child in all.iter().filter(|child| child.parent == Some(section.tag)) {
            push_section(list, child, all, level + 1);
        }
    }
}

/// How a request carries its credentials.
fn sending(kind: &SecuritySchemeKind) -> String {
    match kind {
        SecuritySchemeKind::ApiKey { name, location } => {
            let place = match location.as_str() {
                "query" => "query parameter",
                "cookie" => "cookie",
                _ => "header",
            };
            format!("Send the key in the {} {place}.", text::code(name))
        }
        SecuritySchemeKind::Http { scheme, bearer_format } => {
            let format = bearer_format.as_deref().map_or_else(String::new, |format| {
                format!(" The token is a {}.", text::code(format))
            });
            let scheme = text::code(scheme);
            format!("Send the credentials in the `Authorization` header, scheme {scheme}.{format}")
        }
        SecuritySchemeKind::MutualTls => "Present a client certificate when connecting.".to_owned(),
        SecuritySchemeKind::OAuth2 { metadata_url, .. } => {
            let metadata = metadata_url.as_deref().map_or_else(String::new, |url| {
                format!(" The metadata of the authorization server is at {}.", text::code(url))
            });
            format!("Send an OAuth 2 access token as `Authorization: Bearer`.{metadata}")
        }
        SecuritySchemeKind::OpenIdConnect { url } => format!(
            "Send an access token as `Authorization: Bearer`; it is issued by the OpenID Connect \
             provider described at {}.",
            text::code(url)
        ),
        SecuritySchemeKind::Unknown(kind) => format!("Scheme of type {}.", text::code(kind)),
    }
}
