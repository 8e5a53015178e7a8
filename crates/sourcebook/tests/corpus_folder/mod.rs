//! Where real documents are, on a machine that has them: `SOURCEBOOK_CORPUS` names the folder.

use std::path::PathBuf;

/// The corpus, unless there is none; then a skipped test must say so, or fail where
/// `SOURCEBOOK_REQUIRE_CORPUS=1`.
#[expect(clippy::disallowed_methods, reason = "tests are told by variables where documents are")]
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("SOURCEBOOK_CORPUS").map(PathBuf::from);
    let required = std::env::var_os("SOURCEBOOK_REQUIRE_CORPUS").is_some_and(|value| value == "1");
    let found = folder.filter(|folder| folder.is_dir());
    assert!(found.is_some() || !required, "SOURCEBOOK_CORPUS names no folder, and is required");
    if found.is_none() {
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        {
            eprintln!("SKIPPED: set SOURCEBOOK_CORPUS to a folder of documents to run this");
        }
    }
    found
}
