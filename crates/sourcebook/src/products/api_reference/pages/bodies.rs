//! What is sent with a request.

use super::Reference;
use super::fields::{Scope, Site};
use super::media_types::{Around, Fields};
use super::outline::{Entry, Role};
use super::settings::Examples;
use crate::products::markdown::writer::Writer;

impl<'d> Reference<'d> {
    /// The body of an operation, under a heading of this level.
    pub(super) fn body(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        let Some(used) = &entry.operation.request_body else { return };
        let seen = self.document.seen(used);
        let file = &*entry.place.file;
        let says_something = seen.description.is_some_and(|text| !text.trim().is_empty());
        if seen.object.content.is_empty() && !says_something {
            return;
        }
        writer.heading(level, None, "Body");
        self.describe(writer, file, level, seen.description);
        let (site, fields) = match entry.role {
            Role::Operation => (Site::Body, Fields::Open),
            Role::Webhook => (Site::Answer, Fields::Open),
            Role::Callback(_) => (Site::Answer, Fields::Folded),
        };
        let scope = Scope::new(self, file, site);
        // Requests as programs show those of operations.
        let examples = entry.role != Role::Operation || self.settings.examples == Examples::Given;
        let around = Around { file, level, fields, is_success: true, examples, recorded: None };
        for group in self.groups(scope, &seen.object.content) {
            self.group(writer, scope, &group, seen.object.required, around);
        }
    }
}
