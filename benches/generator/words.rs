//! The vocabulary: resources, members, enumeration values, sentences.

use super::dice::Dice;

/// What the server manages.
pub(super) const NOUNS: [&str; 23] = [
    "Project",
    "Pipeline",
    "Runner",
    "Cluster",
    "Volume",
    "Secret",
    "Webhook",
    "Member",
    "Team",
    "Token",
    "Schedule",
    "Release",
    "Artifact",
    "Environment",
    "Monitor",
    "Alert",
    "Quota",
    "Invoice",
    "Region",
    "Gateway",
    "Certificate",
    "Snapshot",
    "Session",
];

/// In which forms it manages each.
pub(super) const FORMS: [&str; 3] = ["", "Template", "Version"];

/// Go packages, one for each area.
pub(super) const PACKAGES: [&str; 10] = [
    "core", "agent", "health", "proxy", "audit", "build", "notify", "network", "billing", "storage",
];

/// Names of members, to be put together in pairs.
const FIRST: [&str; 16] = [
    "default", "max", "allowed", "required", "display", "last", "current", "internal", "parent",
    "external", "retry", "cache", "upload", "network", "request", "user",
];
const SECOND: [&str; 14] = [
    "name", "count", "timeout", "policy", "url", "path", "limit", "owner", "state", "version",
    "duration", "level", "region", "mode",
];

/// The name of a member. `at` keeps the names of one schema apart.
pub(super) fn member(dice: &mut Dice, at: usize) -> String {
    let first = FIRST[(at * 5 + dice.below(5)) % FIRST.len()];
    format!("{first}_{}", SECOND[(at + dice.below(3) * 5) % SECOND.len()])
}

/// Values of enumerations.
const STATES: [&str; 18] = [
    "pending",
    "starting",
    "running",
    "stopping",
    "stopped",
    "failed",
    "canceling",
    "canceled",
    "deleting",
    "deleted",
    "dormant",
    "outdated",
    "unknown",
    "ready",
    "connecting",
    "timed_out",
    "read_only",
    "archived",
];

/// Some values of an enumeration, in a row.
pub(super) fn states(dice: &mut Dice, count: usize) -> impl Iterator<Item = &'static str> {
    let start = dice.below(STATES.len());
    (0..count.min(STATES.len())).map(move |at| STATES[(start + at) % STATES.len()])
}

const SUBJECTS: [&str; 8] = [
    "This value",
    "It",
    "The setting",
    "The field",
    "The limit",
    "The name",
    "The list",
    "An empty value",
];
const CLAUSES: [&str; 10] = [
    "applies to every resource that is created\nfrom this one, unless `override` is set there",
    "is checked by the server when the request arrives",
    "can only be changed by an owner. Defaults to 1h\nbut may be set to 0 to switch it off",
    "is kept for clients that were built before the `v2` API",
    "is one of `none`, `owner` | `group` or `public`",
    "must be less than 128 bytes and must not start with a dash",
    "is filled in by the database, so clients need not send it",
    "overrides what the organization says.\n\nDeprecated: use the policy of the parent instead",
    "is measured in milliseconds (see the *limits* of the deployment)",
    "is ignored where the license does not cover the feature",
];

/// A comment on a member, of one or two sentences.
pub(super) fn comment(dice: &mut Dice, subject: &str) -> String {
    let mut text = format!("{subject} {}.", dice.pick(&CLAUSES));
    if dice.one_in(3) {
        text.push_str(if dice.one_in(2) { " " } else { "\n" });
        text.push_str(&format!("{} {}.", dice.pick(&SUBJECTS), dice.pick(&CLAUSES)));
    }
    text
}

/// `display_name` as Go writes it: `DisplayName`.
pub(super) fn camel(name: &str) -> String {
    let words = name.split(['_', '-']).map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    });
    words.collect()
}
