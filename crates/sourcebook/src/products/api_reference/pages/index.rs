//! The first page: what the API is, where it is served, and all that it offers.

use sourcebook_model::document::{ExternalDocs, Server, ServerVariable, Tag, Value};

use super::Reference;
use super::lists;
use super::nesting::Nesting;
use super::outline::{Outline, Section, tag_title};
use crate::products::api_reference::RenderedPage;
use crate::products::markdown::inline::{address, code, destination, paragraph, plain};
use crate::products::markdown::writer::Writer;

/// The first page.
const FILE: &str = "index.md";

/// Maximum number of characters of a description behind a server's URL.
const MAX_IN_LINE: usize = 200;

impl<'d> Reference<'d> {
    /// The first page.
    pub(super) fn index_page(&self, outline: &Outline<'_>) -> RenderedPage {
        let info = &self.document.info;
        let title = Some(info.title.as_str()).filter(|title| !title.trim().is_empty());
        let mut page = super::page(title.unwrap_or("API"));
        if let Some(summary) = info.summary.as_deref().filter(|text| !text.trim().is_empty()) {
            page.block(&paragraph(summary));
        }
        if !info.version.trim().is_empty() {
            page.block(&format!("Version {}", plain(&info.version)));
        }
        self.describe(&mut page, FILE, 1, info.description.as_deref());
        self.about(&mut page);
        self.servers(&mut page);
        self.default_authorization(&mut page);
        self.operations(&mut page, outline);
        if !outline.webhooks.is_empty() {
            page.heading(2, None, "Webhooks");
            for entry in &outline.webhooks {
                lists::item(&mut page, entry, FILE);
            }
        }
        self.more(&mut page);
        RenderedPage { file: FILE.to_owned(), text: page.finish() }
    }

    fn about(&self, page: &mut Writer) {
        let info = &self.document.info;
        let mut items = Vec::new();
        items.extend(self.document.external_docs.as_ref().map(|docs| more(docs, "More")));
        if let Some(url) = &info.terms_of_service {
            items.push(link("Terms of service", Some(url)));
        }
        if let Some(contact) = &info.contact {
            let name = contact.name.as_deref().filter(|name| !name.is_empty());
            let url = contact.url.as_deref().filter(|url| !url.is_empty());
            let name = match name {
                Some(name) => Some(link(&plain(name), url)),
                None => url.map(address),
            };
            let mail = contact.email.as_deref().filter(|mail| !mail.is_empty()).map(mail);
            let words: Vec<String> = name.into_iter().chain(mail).collect();
            items.extend((!words.is_empty()).then(|| format!("Contact: {}", words.join(", "))));
        }
        if let Some(license) = info.license.as_ref().filter(|license| !license.name.is_empty()) {
            let url = license.url.as_deref().filter(|url| !url.is_empty());
            items.push(format!("License: {}", link(&plain(&license.name), url)));
        }
        if !items.is_empty() {
            page.heading(2, None, "About");
            for item in &items {
                page.item(item, |_| {});
            }
        }
    }

    fn servers(&self, page: &mut Writer) {
        if self.document.servers.is_empty() {
            return;
        }
        page.heading(2, None, "Servers");
        for server in &self.document.servers {
            self.server(page, server, FILE);
        }
    }

    /// A server as an item, with its variables.
    pub(super) fn server(&self, page: &mut Writer, server: &Server, file: &str) {
        let mut url = code(&server.url);
        if let Some(name) = server.name.as_deref().map(plain).filter(|name| !name.is_empty()) {
            url.extend([" *", &name, "*"]);
        }
        let text = server.description.as_deref();
        let short = text.and_then(|text| self.one_line(file, text, MAX_IN_LINE));
        let line = short.as_ref().map_or_else(|| url.clone(), |text| format!("{url}: {text}"));
        page.item(&line, |page| {
            self.describe_item(page, file, text.filter(|_| short.is_none()));
            for (name, variable) in &server.variables {
                page.item(&variable_line(name, variable), |page| {
                    self.describe_item(page, file, variable.description.as_deref());
                });
            }
        });
    }

    fn default_authorization(&self, page: &mut Writer) {
        if self.document.security.is_empty() {
            return;
        }
        let line = self.alternatives(&self.document.security, FILE).join(", or ");
        let has_page = !self.document.components.security_schemes.is_empty();
        let how = if has_page { " [Security](security.md) says how." } else { "" };
        page.heading(2, None, "Authorization");
        page.block(&format!("{line}, unless an operation says otherwise.{how}"));
    }

    fn operations(&self, page: &mut Writer, outline: &Outline<'_>) {
        if outline.sections.is_empty() {
            return;
        }
        page.heading(2, None, "Operations");
        let groups = self.tag_groups(outline);
        let is_in_group = |section: &&Section<'_>| {
            let name = section.name.unwrap_or_default();
            groups.iter().any(|group| group.tags.contains(&name))
        };
        let nesting = Nesting::of(outline, groups.iter().all(|group| group.tag.is_some()));
        let write = |page: &mut Writer, section: &Section<'_>| nesting.write(page, section);
        // Behind the heading of a group they would seem to be of it.
        let others = outline.sections.iter().filter(|section| !is_in_group(section));
        let others = others.filter(|section| !nesting.is_nested(section));
        others.for_each(|section| write(page, section));
        for Group { title, tag, tags } in &groups {
            let mut of_group = tags.iter().filter_map(|tag| {
                outline.sections.iter().find(|section| section.name == Some(*tag))
            });
            let first = of_group.next();
            if first.is_none() && tag.is_none() {
                continue;
            }
            page.heading(3, None, &crate::products::markdown::inline::heading(title));
            if let Some(tag) = tag {
                self.describe(page, FILE, 3, tag.description.as_deref());
                if let Some(docs) = &tag.external_docs {
                    page.block(&more(docs, &format!("More about {}", plain(title))));
                }
            }
            first.into_iter().chain(of_group).for_each(|section| write(page, section));
        }
    }

    /// The groups of `x-tagGroups`, else the tags without operations under which others stand (3.2).
    fn tag_groups(&self, outline: &Outline<'_>) -> Vec<Group<'d>> {
        let mut extensions = self.document.extensions.iter();
        let groups = extensions.find(|(name, _)| &**name == "x-tagGroups");
        let Some((_, Value::Array(groups))) = groups else { return self.parent_tags(outline) };
        let group = |group| {
            let title = Value::get(group, "name")?.as_str()?;
            let Some(Value::Array(tags)) = Value::get(group, "tags") else { return None };
            let tags = tags.iter().filter_map(Value::as_str).collect();
            Some(Group { title, tag: None, tags })
        };
        groups.iter().filter_map(group).collect()
    }

    fn parent_tags(&self, outline: &Outline<'_>) -> Vec<Group<'d>> {
        let tags = &self.document.tags;
        let has_page = |name: &str| outline.sections.iter().any(|one| one.name == Some(name));
        let group = |tag: &'d Tag| {
            let Tag { name, .. } = tag;
            let below = tags.iter().filter(|one| one.parent.as_ref() == Some(name));
            let below: Vec<&str> = below.map(|one| one.name.as_str()).collect();
            let is_group = !below.is_empty() && !has_page(name);
            is_group.then(|| Group { title: tag_title(tag), tag: Some(tag), tags: below })
        };
        tags.iter().filter_map(group).collect()
    }

    fn more(&self, page: &mut Writer) {
        let schemas = self.places.schema_pages();
        let has_security = !self.document.components.security_schemes.is_empty();
        if schemas.is_empty() && !has_security {
            return;
        }
        page.heading(2, None, "More");
        match schemas {
            [] => {}
            [only] => page.item(&format!("[Schemas]({})", only.file), |_| {}),
            pages => page.item("Schemas:", |page| {
                for one in pages {
                    let title = plain(one.of.as_deref().unwrap_or("Schemas"));
                    page.item(&format!("[{title}]({})", one.file), |_| {});
                }
            }),
        }
        if has_security {
            page.item("[Security](security.md)", |_| {});
        }
    }
}

/// Tags that stand together.
struct Group<'d> {
    title: &'d str,
    /// The tag that they stand under, if it is one.
    tag: Option<&'d Tag>,
    /// Their names.
    tags: Vec<&'d str>,
}

/// A link to a page outside of the reference; `otherwise` is what it says where the author is silent.
pub(super) fn more(docs: &ExternalDocs, otherwise: &str) -> String {
    let text = docs.description.as_deref().map(plain).filter(|text| !text.is_empty());
    link(text.as_deref().unwrap_or(otherwise), Some(&docs.url))
}

/// A Markdown text, linked where there is a URL.
fn link(text: &str, url: Option<&str>) -> String {
    url.map_or_else(|| text.to_owned(), |url| format!("[{text}](<{}>)", destination(url)))
}

/// An address of mail, linked where it looks like one.
fn mail(text: &str) -> String {
    let fitting = |one: char| one.is_ascii_alphanumeric() || "@.-_+".contains(one);
    let is_address = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains(['@', '_', '+'])
    });
    if is_address && text.chars().all(fitting) { format!("<{text}>") } else { code(text) }
}

fn variable_line(name: &str, variable: &ServerVariable) -> String {
    let mut line = format!("**{}** string", code(name));
    let values: Vec<String> = variable.values.iter().map(|value| shown(value)).collect();
    if !values.is_empty() {
        line.push_str(&format!(" · one of {}", values.join(", ")));
    }
    if !variable.default.is_empty() || variable.values.iter().any(String::is_empty) {
        line.push_str(&format!(" · default {}", shown(&variable.default)));
    }
    line
}

/// A string as a value: as it is, but for what could not be seen.
fn shown(value: &str) -> String {
    let is_seen = !value.is_empty() && value.trim() == value && !value.starts_with('"');
    if is_seen { code(value) } else { code(&Value::string(value).to_compact_json()) }
}
