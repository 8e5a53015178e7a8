//! Where an API is served.

use super::{Context, Seen, Walk, difference};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::findings::Named;
use crate::normalize::urls;

impl Walk<'_, '_> {
    /// Servers that are gone. Their paths are a part of the URLs of operations, which are compared.
    pub(super) fn servers(&self, seen: &mut Seen) {
        let (old, new) = (&self.old.servers, &self.new.servers);
        let origins = |server| urls::origin(server);
        for server in old {
            let host = origins(server);
            let is_there = new.iter().any(|other| origins(other) == host);
            if host.is_empty() || is_there {
                continue;
            }
            let now: Vec<String> = new.iter().map(|server| format!("`{}`", server.url)).collect();
            let told = Difference {
                was: format!("`{}`", server.url),
                now: if now.is_empty() { "not told".to_owned() } else { now.join(", ") },
                ..difference(
                    &codes::SERVER_CHANGED,
                    Rule::Told,
                    Subject::Whole,
                    Some(server.origin),
                    new.first().map(|server| server.origin),
                )
            };
            let named = Named { operation: "all operations".into(), is_experimental: false };
            let context = Context { named, prefix: String::new(), is_sent: false, depth: 0 };
            seen.tell(&told, &context, "the server", context.request());
        }
    }
}
