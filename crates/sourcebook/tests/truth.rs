//! Hand-written pages of other projects whose faults were found by hand, where somebody has put them
//! beside the clone: everything that is known is found, and next to nothing else.
//!
//! `SOURCEBOOK_TRUTH` names their folder. Three trees of pages have tables of their real faults; the
//! first one also has a table of faults to plant.

mod trees;

use trees::{Found, Tree};

/// What is found beyond the tables, each with what it was judged to be.
type Beyond = (&'static str, usize, Judgment, &'static str);

/// What a finding beyond the tables is.
#[derive(Debug, PartialEq, Eq)]
enum Judgment {
    /// A fault all the same.
    Fault,
    /// A false alarm.
    Alarm,
}

/// Maximum number of false alarms on the pages of a stranger.
const MAX_ALARMS: usize = 3;

/// Holds what is found beyond the tables against what is known of it.
fn judge(tree: &Tree, found: &[Found], beyond: &[Beyond], most: usize) {
    let missed = tree.missed(found);
    assert!(missed.is_empty(), "not found: {missed:#?}");
    let is_judged = |one: &Found| beyond.iter().any(|(file, line, ..)| one.is_at(file, *line));
    let new: Vec<&Found> = tree.alarms(found).into_iter().filter(|one| !is_judged(one)).collect();
    assert!(new.is_empty(), "beyond what is known: {new:#?}");
    let alarms = beyond.iter().filter(|(_, _, judgment, _)| *judgment == Judgment::Alarm).count();
    assert!(alarms <= most, "{alarms} false alarms");
}

const BEYOND_FIRST: [Beyond; 3] = [
    ("docs/admin/monitoring/notifications/slack.md", 199, Judgment::Fault, "a stray backtick"),
    ("docs/admin/monitoring/notifications/teams.md", 140, Judgment::Fault, "a stray backtick"),
    ("docs/reference/cli/server.md", 1157, Judgment::Fault, "it is `create-admin-user`"),
];

const BEYOND_ARGOCD: [Beyond; 6] = [
    (
        "docs/operator-manual/applicationset/Controlling-Resource-Modification.md",
        40,
        Judgment::Fault,
        "the program itself gives the default as true",
    ),
    (
        "docs/user-guide/commands/argocd_admin_cluster.md",
        22,
        Judgment::Alarm,
        "the command takes a word that its usage does not tell",
    ),
    (
        "docs/user-guide/commands/argocd_admin_settings_resource-overrides_list-actions.md",
        19,
        Judgment::Fault,
        "the command is `list-actions`",
    ),
    (
        "docs/user-guide/commands/argocd_admin_settings_resource-overrides_run-action.md",
        19,
        Judgment::Fault,
        "the command is `run-action`",
    ),
    ("docs/user-guide/commands/argocd_proj_windows.md", 19, Judgment::Fault, "no such flag"),
    ("docs/user-guide/extra_info.md", 18, Judgment::Fault, "two colons in one line of YAML"),
];

const BEYOND_MEILISEARCH: [Beyond; 6] = [
    ("resources/help/telemetry.mdx", 112, Judgment::Fault, "the flag has a hyphen"),
    ("resources/self_hosting/webhooks.mdx", 28, Judgment::Fault, "the flag is in lower case"),
    (
        "capabilities/security/advanced/tenant_token_payload.mdx",
        181,
        Judgment::Fault,
        "a comma behind the last member",
    ),
    ("getting_started/integrations/mcp.mdx", 50, Judgment::Fault, "a brace is not closed"),
    ("resources/internals/datatypes.mdx", 291, Judgment::Fault, "a comma is missing"),
    ("resources/internals/primary_key.mdx", 16, Judgment::Alarm, "the site counts its title"),
];

#[test]
fn the_faults_of_the_first_tree_are_found_and_nothing_else() {
    let Some(tree) = Tree::first() else { return };
    judge(&tree, &tree.check(), &BEYOND_FIRST, 0);
}

/// Planted names that stand far from every name of today: they are only counted, but where all others
/// are declared to be foreign.
const FAR: [&str; 3] = ["p041", "p067", "p083"];

#[test]
fn planted_faults_are_found() {
    let Some(tree) = Tree::planted("") else { return };
    let found = tree.check();
    let missed = tree.missed_plants(&found);
    #[expect(clippy::print_stderr, reason = "the number is what people ask for")]
    {
        eprintln!("{} of {} planted faults found", tree.plants() - missed.len(), tree.plants());
    }
    assert_eq!(missed, FAR, "by default");
    let Some(tree) = Tree::planted_strict() else { return };
    let missed = tree.missed_plants(&tree.check());
    assert!(missed.is_empty(), "with `strict` and declared names: {missed:?}");
}

#[test]
fn the_faults_of_strangers_are_found_with_few_false_alarms() {
    let trees = [
        (Tree::argocd(), BEYOND_ARGOCD.as_slice()),
        (Tree::meilisearch(), BEYOND_MEILISEARCH.as_slice()),
    ];
    for (tree, beyond) in trees {
        let Some(tree) = tree else { return };
        judge(&tree, &tree.check(), beyond, MAX_ALARMS);
    }
}
