//! What the page about the whole API shows and the published one leaves out: servers, pages
//! elsewhere.

use sourcebook_model::document::{ExternalDocs, Server};

use super::table::MarkdownTable;
use super::text;

/// A table of servers.
pub(super) fn servers_table(servers: &[Server]) -> String {
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
        table.row([text::code(&server.url).into(), text::cell(&description).into_owned().into()]);
    }
    if table.is_empty() { String::new() } else { table.unaligned() }
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
