//! What the published layout leaves out and the default shows: callbacks, links, servers, pages
//! elsewhere.

use sourcebook_model::document::{ExternalDocs, Server};

use super::Renderer;
use super::section::OperationEntry;
use super::shown::{Shown, ShownResponse};
use super::table::MarkdownTable;
use super::text;

/// Maximum number of callbacks that an operation shows.
const MAX_CALLBACKS: usize = 50;

impl<'d> Renderer<'d> {
    /// The servers that an operation or its path has instead of the document's.
    pub(super) fn own_servers(&self, shown: &Shown<'_>) -> String {
        let own = [&shown.entry.operation.servers, &shown.entry.item.servers];
        own.into_iter()
            .find(|list| !list.is_empty())
            .map_or_else(String::new, |list| self.servers_table(list))
    }

    pub(super) fn servers_table(&self, servers: &[Server]) -> String {
        let mut table = MarkdownTable::new(&["Server", "Description"]);
        for server in servers {
            let mut description = server.description.clone().unwrap_or_default();
            for (name, variable) in &server.variables {
                let values: Vec<String> =
                    variable.values.iter().map(|value| text::code(value)).collect();
                let values = if values.is_empty() {
                    String::new()
                } else {
                    format!(", one of {}", values.join(", "))
                };
                let about = variable.description.as_deref().unwrap_or_default();
                let default = text::code(&variable.default);
                description.push_str(&format!(
                    "\n\n{}: {default} by default{values}. {about}",
                    text::code(name)
                ));
            }
            table.row([
                text::code(&server.url).into(),
                text::cell(&description).into_owned().into(),
            ]);
        }
        if table.is_empty() { String::new() } else { self.layout.table(&table) }
    }

    /// What can be done with a response.
    pub(super) fn links_table(&self, shown: &Shown<'_>) -> String {
        let mut table =
            MarkdownTable::new(&["Status", "Link", "Operation", "Parameters", "Description"]);
        for ShownResponse { status, response, .. } in &shown.responses {
            for (name, used) in &response.links {
                let link = &self.document.links[used.id];
                let target = link.operation_id.as_deref().or(link.operation_ref.as_deref());
                let parameters: Vec<String> = link
                    .parameters
                    .iter()
                    .map(|(name, value)| {
                        format!("{} = {}", text::code(name), self.value_cell(value))
                    })
                    .collect();
                table.row([
                    self.layout.cell(status),
                    text::code(name).into(),
                    target.map(text::code).unwrap_or_default().into(),
                    parameters.join(", ").into(),
                    text::cell(link.description.as_deref().unwrap_or_default()),
                ]);
            }
        }
        if table.is_empty() { String::new() } else { self.layout.table(&table) }
    }

    /// The requests that the server sends back, each rendered as an operation of its own.
    pub(super) fn callbacks(&self, shown: &Shown<'d>) -> String {
        let mut blocks = String::new();
        for (at, entry) in self.callback_entries(shown).take(MAX_CALLBACKS + 1).enumerate() {
            if at < MAX_CALLBACKS {
                blocks.push_str(&self.callback(&entry));
            } else {
                let note = format!("\nThe list is limited to {MAX_CALLBACKS} callbacks.\n");
                blocks.push_str(&note);
            }
        }
        blocks
    }

    fn callback_entries(&self, shown: &Shown<'d>) -> impl Iterator<Item = OperationEntry<'d>> {
        let document = self.document;
        let expressions = shown.entry.operation.callbacks.iter().flat_map(|(name, used)| {
            let expressions = document.callbacks[used.id].expressions.iter();
            expressions.map(move |(expression, item)| (name, expression, item))
        });
        expressions.flat_map(|(name, expression, item)| {
            let item = &document.path_items[item.id];
            item.operations.iter().map(move |operation| OperationEntry {
                title: name.clone(),
                is_webhook: true,
                path: expression,
                item,
                operation,
                is_skipped: false,
                slug: String::new(),
            })
        })
    }

    fn callback(&self, entry: &OperationEntry<'_>) -> String {
        let renderer = Renderer { ..*self };
        let shown = renderer.show(entry);
        let parameters = renderer.parameters(&shown);
        let context = super::CallbackContext {
            name: text::name_heading(&entry.title),
            request_line: self.code(&format!("{} {}", entry.operation.method, entry.path)),
            description: prose(
                entry
                    .operation
                    .description
                    .as_deref()
                    .or(entry.operation.summary.as_deref())
                    .unwrap_or_default(),
            ),
            body_examples: text::block(renderer.body_examples(&shown)),
            parameters: text::block(parameters.table),
            responses: text::block(renderer.responses_table(&shown.responses)),
        };
        self.templates.render("api/callback.hbs", &context)
    }
}

/// Whether a URL leads out of the pages by itself.
fn is_absolute(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// A URL between `<` and `>` of a Markdown link.
fn url_in_brackets(url: &str) -> String {
    url.replace(['\n', '\r', ' '], "%20").replace('<', "%3C").replace('>', "%3E")
}

/// A description as it stands on its own: CommonMark, without blank lines around it.
pub(super) fn prose(text: &str) -> String {
    let mut prose = text::unix_lines(text).trim().to_owned();
    // What is left open would swallow the rest of the page.
    if let Some(fence) = text::open_fence(&prose) {
        prose.push('\n');
        prose.push_str(&fence);
    }
    if prose.rfind("<!--").is_some_and(|at| !prose[at..].contains("-->")) {
        prose.push_str(" -->");
    }
    prose
}

/// A link to a page outside the document; nothing where it is none.
pub(super) fn external_docs(docs: Option<&ExternalDocs>) -> String {
    let Some(docs) = docs.filter(|docs| is_absolute(&docs.url)) else {
        return String::new();
    };
    let label = docs.description.as_deref().unwrap_or("External documentation");
    format!("[{}](<{}>)", text::link_label(&text::one_line(label)), url_in_brackets(&docs.url))
}
