//! The files that a page includes by mdBook's directives.

use std::path::Path;

use sourcebook_syntax::Span;

/// The directives that set in a file.
const DIRECTIVES: [&str; 3] = ["include", "rustdoc_include", "playground"];

/// The included files that there are not, with the places of their directives.
///
/// `page` is the file of the page: paths are relative to its folder.
pub(super) fn missing(page: &Path, text: &str) -> Vec<(String, Span)> {
    let folder = page.parent().unwrap_or(Path::new(""));
    let mut missing = Vec::new();
    for (start, _) in text.match_indices("{{") {
        let Some(end) = text[start..].find("}}").map(|end| start + end + 2) else { break };
        let inner = text[start + 2..end - 2].trim();
        let Some((name, path)) = inner.strip_prefix('#').and_then(|rest| rest.split_once(' '))
        else {
            continue;
        };
        let is_escaped = text[..start].ends_with('\\');
        if is_escaped || !DIRECTIVES.contains(&name) || inner.contains('\n') {
            continue;
        }
        // Behind the path stand lines or an anchor, and properties of a playground.
        let path = path.trim().split([':', ' ']).next().unwrap_or_default();
        if !path.is_empty() && !folder.join(path).is_file() {
            missing.push((path.to_owned(), Span::new(start, end)));
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::replace;

    #[test]
    fn directives_name_files_relative_to_the_page() {
        let folder = tempfile::tempdir().expect("a folder");
        replace(&folder.path().join("a/there.rs"), b"x", None).expect("written");
        let table = [
            ("{{#include there.rs}}", None),
            ("{{#include there.rs:2:5}} {{ #include there.rs:anchor }}", None),
            ("{{#include ../a/there.rs}}", None),
            ("a {{#include gone.rs:1}}", Some("gone.rs")),
            ("{{#rustdoc_include gone.rs}}", Some("gone.rs")),
            ("{{#playground gone.rs editable}}", Some("gone.rs")),
            ("\\{{#include gone.rs}}", None),
            ("{{#fact gone.rs}} {{#title gone}} {{gone}}", None),
            ("{{#include gone.rs", None),
        ];
        for (text, expected) in table {
            let found = missing(&folder.path().join("a/page.md"), text);
            let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, expected.into_iter().collect::<Vec<_>>(), "{text}");
        }
    }
}
