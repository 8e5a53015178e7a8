//! Every kind of problem: one file each, one registry for all.

mod api;
mod conversion_loss;
mod dead_author_link;
mod drift;
mod invalid_record;
mod judging;
mod long_page;
mod nothing_compared;
mod orphan;
mod path_conflict;
mod prose;
mod shared_file;
mod site;
mod template_failed;
mod unknown_command;
mod unrecorded_file;
mod unwritable_path;
mod write_failed;

use sourcebook_syntax::{Code, Severity};

pub use crate::codes::*;
pub use api::{Current, changed_answer, check_answers, check_api};
pub use conversion_loss::{CONVERSION_LOSS, conversion_loss, unexplained_difference};
pub use dead_author_link::{DEAD_AUTHOR_LINK, dead_author_links};
pub use drift::{DRIFT, drift};
pub use invalid_record::INVALID_RECORD;
pub(crate) use judging::{AcceptTable, AllowTable, Because, Severities};
pub use long_page::{LONG_PAGE, LongestPart, long_page};
pub use nothing_compared::{NOTHING_COMPARED, nothing_compared};
pub use orphan::{ORPHAN, TAKEN_OVER, orphan, taken_over};
pub use path_conflict::{PATH_CONFLICT, find_conflicts};
pub use prose::{UNUSED_FOREIGN, check_prose};
pub use shared_file::{SHARED_FILE, shared_file};
pub use site::{
    EXTERNAL_REQUEST, UNSUPPORTED_REDIRECT, check_site, external_request, unsupported_redirect,
};
pub use template_failed::{TEMPLATE_FAILED, template_failed};
pub use unknown_command::{UNKNOWN_COMMAND, unknown_command};
pub use unrecorded_file::{UNRECORDED_FILE, unrecorded_file};
pub use unwritable_path::{UNWRITABLE_PATH, unwritable_path};
pub use write_failed::{WRITE_FAILED, delete_failed, lock_failed, write_failed};

/// The codes that are found outside the API document; [`codes`] joins them with the others.
static OWN: &[&Code] = &[
    &NO_CONFIGURATION,
    &INVALID_TOML,
    &UNKNOWN_SETTING,
    &INVALID_SETTING,
    &UNUSED_ALLOW,
    &UNUSED_ACCEPT,
    &UNKNOWN_BASE,
    &UNUSED_FOREIGN,
    &FACTS_COMMAND,
    &INVALID_FACTS,
    &UNKNOWN_FACT,
    &MISSING_FACT,
    &INVALID_ANSWERS,
    &INVALID_CLI,
    &UNKNOWN_CLI_MEMBER,
    &DOUBTFUL_CLI,
    &UNKNOWN_COMMAND,
    &CONVERSION_LOSS,
    &TEMPLATE_FAILED,
    &DEAD_AUTHOR_LINK,
    &LONG_PAGE,
    &NOTHING_COMPARED,
    &DRIFT,
    &ORPHAN,
    &TAKEN_OVER,
    &UNRECORDED_FILE,
    &PATH_CONFLICT,
    &SHARED_FILE,
    &UNWRITABLE_PATH,
    &INVALID_RECORD,
    &WRITE_FAILED,
];

/// Codes of one subject.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// What they are about.
    pub title: &'static str,
    /// The name of their page.
    pub page: &'static str,
    /// The codes.
    pub codes: &'static [&'static Code],
}

/// Every group: those of the API document first.
pub static GROUPS: &[Group] = &[
    Group { title: "API documents", page: "documents", codes: sourcebook_model::CODES },
    Group { title: "Configuration, facts and files", page: "projects", codes: OWN },
    Group { title: "Traps of API documents", page: "traps", codes: api::API },
    Group { title: "Documentation sites", page: "sites", codes: site::SITE },
    Group { title: "Hand-written pages", page: "prose", codes: sourcebook_prose::CODES },
    Group { title: "Live examples", page: "live", codes: sourcebook_live::CODES },
    Group { title: "Breaking changes", page: "changes", codes: sourcebook_changes::CODES },
];

/// Every code there is, by groups.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    GROUPS.iter().flat_map(|group| group.codes).copied()
}

/// One diagnostic of each code, as `check` prints it. A test collects them.
const EXAMPLES: &str = include_str!("problems/examples.snap");

/// What `check` prints of a planted problem of this code.
pub fn example(code: &Code) -> Option<&'static str> {
    let examples = EXAMPLES.splitn(3, "---\n").nth(2).unwrap_or_default().split("\n\n");
    let of_code = |example: &&str| {
        let name = example.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
        name.is_some_and(|(name, _)| name == code.name)
    };
    examples.map(str::trim_end).find(of_code)
}

/// Whether a problem is only reported where the configuration asks for it.
pub fn is_off(code: &Code) -> bool {
    code.severity == Severity::Allow
}

/// Whether a problem is a change between two versions of an API, a command line or settings.
pub fn is_change(code: &Code) -> bool {
    sourcebook_changes::CODES.contains(&code)
}

/// Why the severity of a code cannot be changed, if it cannot.
pub fn why_fixed(code: &Code) -> Option<&'static str> {
    if code.severity == Severity::Fatal {
        Some("it is fatal: nothing can be made or compared until it is fixed")
    } else if code == &DRIFT || code == &ORPHAN {
        Some("`sourcebook gen` fixes it; a check that accepted it would check nothing")
    } else if is_change(code) {
        Some("changes are accepted one by one, by `[[accept]]`")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_unique_and_well_described() {
        let mut names = BTreeSet::new();
        for code in codes() {
            let name = code.name;
            assert!(names.insert(name), "{name} is there twice");
            let kebab =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(name.bytes().all(kebab), "{name} is not in kebab case");
            assert!(!code.summary.ends_with('.') && code.summary.len() > 20, "{name}: summary");
            assert!(!code.summary.contains('\n'), "{name}: the summary is one line");
            assert!(code.explanation().len() > 100, "{name}: the explanation says too little");
        }
    }

    #[test]
    fn every_constant_is_registered() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let mut defined = 0;
        let mut folders =
            ["problems", "codes"].map(|name| std::path::Path::new(folder).join(name)).to_vec();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of problems") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let text = std::fs::read_to_string(path).expect("a text");
                    defined += text.matches("problem_code! {").count();
                }
            }
        }
        assert_eq!(defined, OWN.len() + api::API.len() + site::SITE.len());
    }

    #[test]
    fn every_code_has_an_example() {
        let without: Vec<_> =
            codes().filter(|code| example(code).is_none()).map(|code| code.name).collect();
        assert_eq!(without, [""; 0], "plant a problem in tests/shell, and accept the snapshot");
    }
}
