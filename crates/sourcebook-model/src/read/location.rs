//! Where files lie, and what relative references name from there.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// Where a file lies, as messages name it; relative references are resolved against it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Location {
    Path(PathBuf),
    Url(String),
}

impl Location {
    /// The location that a relative or absolute reference names.
    pub(super) fn join(&self, reference: &str) -> Self {
        if is_url(reference) {
            return Self::Url(reference.to_owned());
        }
        match self {
            Self::Url(base) => Self::Url(join_url(base, reference)),
            Self::Path(base) => {
                let decoded = percent_decode_str(reference).decode_utf8_lossy();
                let folder = base.parent().unwrap_or(Path::new(""));
                Self::Path(normalized(&folder.join(decoded.as_ref())))
            }
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Url(url) => url.clone(),
            Self::Path(path) => path.to_string_lossy().replace('\\', "/"),
        }
    }
}

pub(super) fn is_url(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, rest)| {
        // One letter is a drive, not a scheme.
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && (rest.starts_with('/') || scheme == "urn")
    })
}

/// Resolves a relative reference against a URL (RFC 3986, section 5.2, without queries).
fn join_url(base: &str, reference: &str) -> String {
    let origin_end = base
        .find("://")
        .map_or(0, |at| base[at + 3..].find('/').map_or(base.len(), |slash| at + 3 + slash));
    let (origin, path) = base.split_at(origin_end);
    let joined = if reference.starts_with('/') {
        PathBuf::from(reference)
    } else {
        let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
        Path::new(folder).join(reference)
    };
    format!("{origin}{}", normalized(&joined).to_string_lossy())
}

/// Removes `.` and, where a folder stands before it, `..`.
pub(super) fn normalized(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match clean.components().next_back() {
                Some(Component::Normal(_)) => {
                    clean.pop();
                }
                Some(Component::RootDir) => {}
                _ => clean.push(".."),
            },
            other => clean.push(other),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_joined_as_urls_and_paths_are() {
        let file = Location::Path(PathBuf::from("spec/api.yaml"));
        let url = Location::Url("https://a.test/v1/api.yaml".to_owned());
        let folder = Location::Url("https://a.test/v1/".to_owned());
        let bare = Location::Url("https://a.test".to_owned());
        let table = [
            (&file, "../common/e%20f.yaml", "common/e f.yaml"),
            (&file, "./x.yaml", "spec/x.yaml"),
            (&file, "https://b.test/x.yaml", "https://b.test/x.yaml"),
            (&url, "x.yaml", "https://a.test/v1/x.yaml"),
            (&url, "../x.yaml", "https://a.test/x.yaml"),
            (&url, "/x.yaml", "https://a.test/x.yaml"),
            (&folder, "x.yaml", "https://a.test/v1/x.yaml"),
            (&bare, "x.yaml", "https://a.test/x.yaml"),
        ];
        for (base, reference, expected) in table {
            assert_eq!(base.join(reference).name(), expected, "{reference}");
        }
    }
}
