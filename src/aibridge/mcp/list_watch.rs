//! What the last list of a server was, whoever it was read for, so that a change is told once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::digest::digest_of;
use super::offer::Offer;
use super::settings::ServerSettings;

/// How many names of tools a log line has.
const MOST_NAMES: usize = 20;

/// What was listed last.
#[derive(Debug, Default)]
struct Seen {
    digest: String,
    tools: BTreeMap<String, Vec<u8>>,
    problems: Vec<(String, String)>,
}

/// The last list of a server. All users share it.
#[derive(Debug, Default)]
pub(super) struct ListWatch(Mutex<Option<Seen>>);

impl ListWatch {
    /// Takes a list, and logs what is new about it: tools that came, went or are not the same, and
    /// those that cannot be offered. Says whether it is another list than the last.
    pub(super) fn note(&self, server: &ServerSettings, offer: &Offer) -> bool {
        let now = Seen {
            digest: offer.digest.clone(),
            tools: offer.tools.iter().map(|tool| (tool.name.clone(), digest_of(tool))).collect(),
            problems: offer.problems(),
        };
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_ref().filter(|last| last.digest != now.digest) {
            tell_change(server, last, &now);
        }
        if last.as_ref().is_none_or(|last| last.problems != now.problems) {
            let server = &*server.id;
            for (tool, why) in &now.problems {
                tracing::warn!(server, tool, "a tool is not offered: {why}");
            }
        }
        let is_new = last.as_ref().is_none_or(|last| last.digest != now.digest);
        *last = Some(now);
        is_new
    }
}

fn tell_change(server: &ServerSettings, last: &Seen, now: &Seen) {
    let only = |these: &Seen, others: &Seen| {
        names(these.tools.keys().filter(|name| !others.tools.contains_key(*name)))
    };
    let is_other =
        |name: &&String| last.tools.get(*name).is_some_and(|old| old != &now.tools[*name]);
    let (added, removed) = (only(now, last), only(last, now));
    let changed = names(now.tools.keys().filter(is_other));
    let (server, digest, previous) = (&*server.id, &now.digest, &last.digest);
    tracing::warn!(
        server,
        digest,
        previous,
        added,
        removed,
        changed,
        "the tools of an MCP server have changed"
    );
}

/// Some names, in one text.
fn names<'n>(names: impl Iterator<Item = &'n String>) -> String {
    names.take(MOST_NAMES).map(String::as_str).collect::<Vec<_>>().join(" ")
}
