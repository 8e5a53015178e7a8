//! Paths in settings and in the record: relative, inside the project's folder.

/// The folder in which Sourcebook keeps its own files.
pub const OWN_FOLDER: &str = ".sourcebook";

/// What [`inside`] accepts, as nearly as a regular expression can say it: for editors.
pub(super) const PATTERN: &str = r"^(?![/\\]|[A-Za-z]:)(?!(.*/)?\.\.(/|$))[^\\]+$";

/// The path without `.` and empty parts.
///
/// # Errors
/// Why it is not a path inside the project's folder.
pub fn inside(path: &str) -> Result<String, &'static str> {
    if path.is_empty() {
        return Err("it is empty");
    }
    if path.contains('\\') {
        return Err("it contains a backslash");
    }
    if path.chars().any(char::is_control) {
        return Err("it contains a control character");
    }
    let parts: Vec<_> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if path.starts_with('/') || parts.first().is_some_and(|part| has_drive(part)) {
        return Err("it is absolute");
    }
    if parts.contains(&"..") {
        return Err("it points outside of the folder");
    }
    if parts.first().is_some_and(|part| part.eq_ignore_ascii_case(OWN_FOLDER)) {
        return Err("Sourcebook keeps its own files there");
    }
    Ok(parts.join("/"))
}

fn has_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::inside;

    #[test]
    fn only_paths_inside_the_folder_are_accepted() {
        let table = [
            ("docs/api", Ok("docs/api")),
            ("./docs//api/", Ok("docs/api")),
            (".", Ok("")),
            ("..docs", Ok("..docs")),
            ("", Err("it is empty")),
            ("/docs", Err("it is absolute")),
            ("C:/docs", Err("it is absolute")),
            ("docs/../..", Err("it points outside of the folder")),
            ("docs\\api", Err("it contains a backslash")),
            ("docs\napi", Err("it contains a control character")),
            (".Sourcebook/x", Err("Sourcebook keeps its own files there")),
        ];
        for (path, expected) in table {
            assert_eq!(inside(path), expected.map(str::to_owned), "{path}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_stable_and_never_leads_out(path in "[a./\\\\:]{0,12}") {
            if let Ok(accepted) = inside(&path) {
                prop_assert!(!accepted.starts_with('/'));
                prop_assert!(accepted.split('/').all(|part| part != ".." && part != "."));
                if !accepted.is_empty() {
                    prop_assert_eq!(inside(&accepted), Ok(accepted.clone()));
                }
            }
        }
    }
}
