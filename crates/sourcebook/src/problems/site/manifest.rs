//! Problems of the manifest.

pub(super) mod duplicate_path;
pub(super) mod long_description;
pub(super) mod missing_description;
pub(super) mod missing_icon;
pub(super) mod missing_page;
pub(super) mod unlisted_page;
