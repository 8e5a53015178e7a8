//! An operation: its head, and the order of its parts.

use sourcebook_model::document::{Parameter, ParameterLocation, Server, Use};
use sourcebook_model::request::declared;

use super::Reference;
use super::fields::{Scope, Site};
use super::index::more;
use super::outline::{Entry, MAX_CALLBACKS, Role};
use super::settings::Examples;
use crate::products::markdown::inline::{code, heading, plain};
use crate::products::markdown::writer::Writer;

/// Headings above parameters.
const PARAMETERS: [(ParameterLocation, &str); 5] = [
    (ParameterLocation::Path, "Path parameters"),
    (ParameterLocation::Query, "Query parameters"),
    (ParameterLocation::QueryString, "Query string"),
    (ParameterLocation::Header, "Header parameters"),
    (ParameterLocation::Cookie, "Cookie parameters"),
];

impl<'d> Reference<'d> {
    /// An operation under a heading of this level.
    pub(super) fn default_operation(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        self.head(writer, entry, level);
        self.parameters(writer, entry, level + 1);
        self.body(writer, entry, level + 1);
        self.example(writer, entry, level + 1);
        self.responses(writer, entry, level + 1);
        self.callbacks(writer, entry, level + 1);
    }

    /// A request that a client can send, under a heading of this level.
    pub(super) fn example(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        if entry.role == Role::Operation && self.settings.examples == Examples::Made {
            self.request_examples(writer, entry, level);
        }
    }

    /// What the server sends later, under a heading of this level.
    pub(super) fn callbacks(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        if entry.callbacks.is_empty() {
            return;
        }
        writer.heading(level, None, "Callbacks");
        for callback in &entry.callbacks {
            self.operation(writer, callback, level + 1);
        }
        if entry.has_more_callbacks {
            writer.block(&format!("The list is limited to {MAX_CALLBACKS} callbacks."));
        }
    }

    /// What stands above the parts of an operation, under a heading of this level.
    pub(super) fn head(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        let operation = entry.operation;
        let title = match entry.title() {
            Some(title) => heading(title).into_owned(),
            None => entry.shown_title(),
        };
        writer.heading(level, Some(&entry.place.id), &title);
        writer.block(&call(entry));
        if operation.deprecated {
            writer.block("**Deprecated.**");
        }
        self.path_texts(writer, entry, level);
        self.describe(writer, &entry.place.file, level, operation.description.as_deref());
        if let Some(docs) = &operation.external_docs {
            writer.block(&more(docs, "More"));
        }
        let own = [&operation.servers, &entry.item.servers];
        if let Some(servers) = own.into_iter().find(|servers| !servers.is_empty()) {
            self.own_servers(writer, servers, &entry.place.file);
        }
        self.authorization(writer, entry);
    }

    /// What the path item says for all its operations, unless the operation says the same.
    fn path_texts(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        let texts = [&entry.operation.summary, &entry.operation.description];
        let is_new = |text: &&str| {
            let text = text.trim();
            !text.is_empty() && texts.iter().all(|own| own.as_deref().map(str::trim) != Some(text))
        };
        if let Some(summary) = entry.of_path.summary.filter(is_new) {
            writer.block(&plain(summary));
        }
        let description = entry.of_path.description.filter(is_new);
        self.describe(writer, &entry.place.file, level, description);
    }

    /// Where an operation is served, if not where the others are.
    fn own_servers(&self, writer: &mut Writer, servers: &[Server], file: &str) {
        let is_bare = |server: &Server| {
            server.name.is_none() && server.description.is_none() && server.variables.is_empty()
        };
        if servers.iter().all(is_bare) {
            writer.block(&servers_line(servers));
            return;
        }
        writer.block("**Server:**");
        for server in servers {
            self.server(writer, server, file);
        }
    }

    /// Its parameters, under headings of this level.
    pub(super) fn parameters(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        let declared = declared(self.document, entry.item, entry.operation);
        for (location, title) in PARAMETERS {
            let is_there =
                |one: &&&Use<Parameter>| self.document.parameters[one.id].location == location;
            let mut here = declared.iter().filter(is_there).peekable();
            if here.peek().is_some() {
                writer.heading(level, None, title);
                let scope = Scope::new(self, &entry.place.file, Site::Parameters);
                for used in here {
                    scope.parameter(writer, used);
                }
            }
        }
    }
}

/// The line below the title: what is called.
fn call(entry: &Entry<'_>) -> String {
    let operation = entry.operation;
    let with_path = || code(&[&operation.method, " ", entry.path].concat());
    match entry.role {
        Role::Operation => match operation.operation_id.as_deref().filter(|id| !id.is_empty()) {
            Some(id) => format!("{} · operation id {}", with_path(), code(id)),
            None => with_path(),
        },
        Role::Webhook => {
            format!("{} to your server · webhook {}", code(&operation.method), code(entry.path))
        }
        Role::Callback(name) => format!("{} · callback {}", with_path(), code(name)),
    }
}

fn servers_line(servers: &[Server]) -> String {
    let urls: Vec<String> = servers.iter().map(|server| code(&server.url)).collect();
    let line = match urls.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => urls.concat(),
    };
    format!("**Server:** {line}")
}
