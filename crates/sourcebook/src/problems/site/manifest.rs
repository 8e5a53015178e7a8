//! Problems of the manifest.

pub(super) mod duplicate_path;
pub(super) mod long_description;
pub(super) mod missing_description;
pub(super) mod missing_icon;
pub(super) mod missing_page;
pub(super) mod unlisted_page;

use sourcebook_model::{Code, Severity};

/// The manifest cannot be understood.
pub static INVALID_MANIFEST: Code = Code {
    name: "invalid-manifest",
    severity: Severity::Fatal,
    summary: "the manifest of the navigation cannot be understood",
    explanation: "\
`docs/manifest.json` is one JSON object. Its member `routes` is the list of the entries of the \
navigation; each has a `title`, a `description`, a `path` relative to the docs folder, and where it \
needs them an `icon`, a `state` (one string or several) and `children`. An entry with `generated` \
instead of a path stands for pages that Sourcebook makes.

Correct the marked place; the message names the nearest known member.",
};
