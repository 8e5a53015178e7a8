//! Reads `[[accept]]`: a change that is meant.

use sourcebook_syntax::{Code, Diagnostic, FileId, Place, Sources};

use crate::config::{Section, Table, read_tables};
use crate::problems::{AcceptTable, Because};

/// One accepted change.
#[derive(Debug, Clone)]
pub struct Accept {
    /// Its kind.
    pub change: &'static Code,
    /// What it reaches, or where it stands; `*` matches anything.
    pub place: String,
    /// The base for which it is accepted.
    pub base: String,
    /// Why.
    pub reason: String,
    /// Whether the document was wrong before, and the program never did what it said.
    pub is_correction: bool,
    /// Where the entry stands.
    pub configured: Place,
}

/// Reads one entry; what is wrong with it is reported.
pub(super) fn read_accept(mut section: Section<'_>) -> Option<Accept> {
    let AcceptTable { change, place, base, reason, because } = section.read();
    if change.is_none() && !section.has("change") {
        let help = "add `change = \"CODE\"`; the report has the code in brackets";
        require(&mut section, "change", "does not say which change it accepts", help);
    }
    if place.as_ref().is_none_or(String::is_empty) {
        let help = "add `place = \"GET /path\"`, or the command; `*` matches anything";
        require(&mut section, "place", "does not say where it accepts the change", help);
    }
    if base.as_ref().is_none_or(String::is_empty) {
        let help =
            "add `base = \"VERSION\"`: the version of the API before the change, or a commit";
        require(&mut section, "base", "does not say for which base it holds", help);
    }
    if reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        let help = "add `reason = \"…\"`, for those who read this entry later";
        require(&mut section, "reason", "does not give a reason", help);
    }
    let configured = section.place("change");
    section.finish();
    let is_correction = because == Some(Because::Correction);
    let (place, base, reason) = (place?, base?, reason?);
    Some(Accept { change: change?, place, base, reason, is_correction, configured })
}

/// Reports a required key as absent, unless it is there and was already rejected for its type.
fn require(section: &mut Section<'_>, key: &'static str, what: &str, help: &str) {
    if !section.has_wrong_type(key) {
        section.reject(key, format!("an `[[accept]]` entry {what}"), help);
    }
}

/// The entries of another file.
///
/// # Errors
/// Every diagnostic of the file.
pub(crate) fn read_accepts(
    sources: &Sources,
    file: FileId,
) -> Result<Vec<Accept>, Vec<Diagnostic>> {
    read_tables(sources, file, |mut root| {
        let entries = root.tables("accept").into_iter().map(Table::into_section);
        let accepts = entries.filter_map(read_accept).collect();
        root.finish();
        accepts
    })
}
