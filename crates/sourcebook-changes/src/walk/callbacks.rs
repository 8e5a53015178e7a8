//! Callbacks and webhooks: who the document describes sends the requests, so directions flip.

use sourcebook_model::document::{Document, PathItem, Use};

use super::operations::{context, of_operation};
use super::{Context, Placed, Seen, Walk};
use crate::codes;
use crate::difference::Rule;
use crate::normalize::urls;

/// Maximum number of callbacks inside each other.
const MAX_DEPTH: u8 = 3;

/// Requests that are sent, by a name or an expression.
type Sent<'d> = Vec<(&'d str, Placed<'d>)>;

impl<'d> Walk<'_, 'd> {
    pub(super) fn webhooks(&mut self, seen: &mut Seen) {
        let all = |document: &'d Document| sent(document, &document.webhooks);
        let (old, new) = (all(self.old), all(self.new));
        self.sent(&old, &new, "", None, seen);
    }

    pub(super) fn callbacks(
        &mut self,
        was: &Placed<'d>,
        now: &Placed<'d>,
        context: &Context,
        seen: &mut Seen,
    ) {
        let all = |document: &'d Document, placed: &Placed<'d>| -> Sent<'d> {
            let callbacks = placed.operation.callbacks.iter();
            let all = callbacks.flat_map(|(name, used)| {
                let requests = sent(document, &document.callbacks[used.id].expressions);
                requests.into_iter().map(move |(_, placed)| (name.as_str(), placed))
            });
            all.collect()
        };
        if context.depth >= MAX_DEPTH {
            return;
        }
        let (old, new) = (all(self.old, was), all(self.new, now));
        self.sent(&old, &new, "callback ", Some(context), seen);
    }

    /// Compares requests that are sent: by their name, method and URL.
    fn sent(
        &mut self,
        old: &Sent<'d>,
        new: &Sent<'d>,
        kind: &str,
        around: Option<&Context>,
        seen: &mut Seen,
    ) {
        let same = |(name, one): &(&str, Placed<'d>), (other, two): &(&str, Placed<'d>)| {
            name == other
                && one.operation.method == two.operation.method
                && urls::erased(one.path) == urls::erased(two.path)
        };
        let flipped = |name: &str, was: &Placed<'d>, now: &Placed<'d>| match around {
            Some(around) => Context {
                named: around.named.clone(),
                prefix: format!("{}{kind}`{name}`: ", around.prefix),
                is_sent: !around.is_sent,
                depth: around.depth + 1,
            },
            None => Context { is_sent: true, ..context(was, now) },
        };
        for was in old {
            let context = flipped(was.0, &was.1, &was.1);
            if let Some(now) = new.iter().find(|now| same(was, now)) {
                self.operation(was.1, now.1, &context, seen);
                continue;
            }
            let told = of_operation(&codes::OPERATION_REMOVED, Rule::Breaks, Some(&was.1), None);
            seen.tell(&told, &context, "", context.request());
        }
        for now in new.iter().filter(|now| !old.iter().any(|was| same(was, now))) {
            let context = flipped(now.0, &now.1, &now.1);
            let told = of_operation(&codes::OPERATION_ADDED, Rule::Told, None, Some(&now.1));
            seen.tell(&told, &context, "", context.request());
        }
    }
}

fn sent<'d>(document: &'d Document, items: &'d [(String, Use<PathItem>)]) -> Sent<'d> {
    let all = items.iter().flat_map(|(name, used)| {
        let item = &document.path_items[used.id];
        let operations = item.operations.iter();
        operations.map(move |operation| (name.as_str(), Placed { path: name, item, operation }))
    });
    all.collect()
}
