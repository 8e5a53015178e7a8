//! File names of pages that are named after what a document calls something.

use super::settings::FileNaming;

/// Maximum number of bytes of a file's stem; file systems allow 255 for a whole name.
const MAX_STEM: usize = 120;

/// The file of a section: lower case, anything but letters and digits as `-`. Which characters
/// outside of ASCII are kept is said by `keeps`.
pub(super) fn file_name(title: &str, naming: FileNaming, keeps: impl Fn(char) -> bool) -> String {
    let mut name = String::new();
    for character in title.to_lowercase().chars() {
        match character {
            'a'..='z' | '0'..='9' => name.push(character),
            ' ' if naming == FileNaming::Compact => {}
            other if !other.is_ascii() && keeps(other) => name.push(other),
            _ if name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    let stem = if naming == FileNaming::Kebab { name.trim_matches('-') } else { &name };
    match &stem[..stem.floor_char_boundary(MAX_STEM)] {
        "" => "section.md".to_owned(),
        // Devices on Windows, whatever their extension.
        device @ ("con" | "prn" | "aux" | "nul") => format!("{device}-section.md"),
        stem => format!("{stem}.md"),
    }
}

/// The file of a page: words in lower case with hyphens between them, letters of every script.
pub(super) fn kebab(name: &str) -> String {
    file_name(name, FileNaming::Kebab, char::is_alphanumeric)
}

/// A file's name without its extension.
pub(super) fn stem(file: &str) -> &str {
    file.strip_suffix(".md").unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_their_section() {
        let table = [
            ("Workspace Proxies", "workspaceproxies.md", "workspace-proxies.md"),
            ("Alpha & Beta", "alpha-beta.md", "alpha-beta.md"),
            ("API (v2)", "api-v2-.md", "api-v2.md"),
            ("日本", "-.md", "section.md"),
            ("CON", "con-section.md", "con-section.md"),
        ];
        for (title, compact, kebab) in table {
            assert_eq!(file_name(title, FileNaming::Compact, |_| false), compact);
            assert_eq!(file_name(title, FileNaming::Kebab, |_| false), kebab);
        }
    }

    #[test]
    fn letters_of_every_script_may_be_kept() {
        let table = [
            ("日本 API", "日本api.md", "日本-api.md"),
            ("Überblick: Käse", "überblick-käse.md", "überblick-käse.md"),
            ("🎉", "-.md", "section.md"),
        ];
        for (title, compact, kebab) in table {
            assert_eq!(file_name(title, FileNaming::Compact, char::is_alphanumeric), compact);
            assert_eq!(file_name(title, FileNaming::Kebab, char::is_alphanumeric), kebab);
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let title = format!("x{}", "語".repeat(MAX_STEM));
        let name = file_name(&title, FileNaming::Compact, char::is_alphanumeric);
        assert_eq!(name, format!("x{}.md", "語".repeat((MAX_STEM - 1) / "語".len())));
    }
}
