//! Media types: what their bodies look like (RFC 6838, RFC 9110, section 8.3.1).

/// What a body of a media type looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One JSON value.
    Json,
    /// An XML document.
    Xml,
    /// A YAML document.
    Yaml,
    /// JSON values, one a line or one a record.
    JsonLines,
    /// Server-sent events.
    EventStream,
    /// A table.
    Csv,
    /// A page.
    Html,
    /// Markdown.
    Markdown,
    /// Some other text.
    Text,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// Parts, separated by a boundary.
    Multipart,
    /// Bytes.
    Binary,
    /// `*/*`: anything.
    Any,
}

/// Types that are texts although their names do not say so.
const TEXTS: [&str; 10] = [
    "application/ecmascript",
    "application/graphql",
    "application/javascript",
    "application/jwt",
    "application/pem-certificate-chain",
    "application/sdp",
    "application/sql",
    "application/toml",
    "application/x-pem-file",
    "application/x-sh",
];

/// File extensions whose names differ from the subtype.
const EXTENSIONS: [(&str, &str); 22] = [
    ("application/gzip", "gz"),
    ("application/java-archive", "jar"),
    ("application/msword", "doc"),
    ("application/octet-stream", "bin"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-powerpoint", "ppt"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/x-7z-compressed", "7z"),
    ("application/x-bzip2", "bz2"),
    ("application/x-gzip", "gz"),
    ("application/x-tar", "tar"),
    ("application/x-zip-compressed", "zip"),
    ("audio/mpeg", "mp3"),
    ("image/jpeg", "jpg"),
    ("image/svg+xml", "svg"),
    ("image/tiff", "tif"),
    ("image/vnd.microsoft.icon", "ico"),
    ("image/x-icon", "ico"),
    ("video/quicktime", "mov"),
    ("video/x-msvideo", "avi"),
];

/// What is sent for a range of types.
const OF_RANGES: [(&str, &str); 6] = [
    ("application/*", "application/octet-stream"),
    ("audio/*", "audio/mpeg"),
    ("image/*", "image/png"),
    ("multipart/*", "multipart/mixed"),
    ("text/*", "text/plain"),
    ("video/*", "video/mp4"),
];

/// The media type without its parameters, in lower case: `text/html` of `Text/HTML; charset=utf-8`.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

impl Kind {
    /// The kind of a media type, whatever its parameters.
    pub fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        let (family, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        let suffix = subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix);
        match (family, subtype, suffix) {
            ("*" | "", ..) => Self::Any,
            ("multipart", ..) => Self::Multipart,
            (_, "x-www-form-urlencoded", _) => Self::Form,
            (_, "event-stream", _) => Self::EventStream,
            (
                _,
                "jsonl" | "ndjson" | "x-ndjson" | "x-jsonlines" | "jsonlines" | "json-seq"
                | "x-json-stream" | "stream+json",
                _,
            )
            | (.., "json-seq") => Self::JsonLines,
            (_, "x-json", _) | (.., "json") => Self::Json,
            (_, "xhtml+xml" | "html", _) => Self::Html,
            ("image" | "audio" | "video" | "font" | "model", ..) if suffix != "xml" => Self::Binary,
            (.., "xml") => Self::Xml,
            (_, "x-yaml" | "vnd.yaml", _) | (.., "yaml") => Self::Yaml,
            (_, "csv" | "tab-separated-values", _) => Self::Csv,
            (_, "markdown", _) => Self::Markdown,
            ("text", ..) => Self::Text,
            _ if TEXTS.contains(&essence.as_str()) => Self::Text,
            _ => Self::Binary,
        }
    }

    /// Whether a body is a text of its own, which no other rule writes.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Form | Self::Multipart | Self::Binary | Self::Any)
    }
}

/// A media type that can be sent: for a range, one of its types; `None` for `*/*`, of which nothing
/// is known.
pub fn concrete(media_type: &str) -> Option<String> {
    let essence = essence(media_type);
    let of_range = OF_RANGES.iter().find(|(range, _)| *range == essence);
    match of_range {
        Some((_, one)) => Some((*one).to_owned()),
        None if Kind::of(media_type) == Kind::Any => None,
        None => Some(media_type.trim().to_owned()),
    }
}

/// The extension of files of a media type, without a dot.
pub fn extension(media_type: &str) -> String {
    let essence = concrete(media_type).as_deref().map(essence).unwrap_or_default();
    let known = EXTENSIONS.iter().find(|(name, _)| *name == essence);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    let is_plain = (1..=8).contains(&subtype.len())
        && subtype.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match known {
        Some((_, extension)) => (*extension).to_owned(),
        None if is_plain => subtype.to_owned(),
        None => "bin".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_subtype_and_suffix() {
        let table = [
            ("application/json", Kind::Json),
            ("application/vnd.api+json; charset=utf-8", Kind::Json),
            ("text/json", Kind::Json),
            ("APPLICATION/Problem+JSON", Kind::Json),
            ("application/xml", Kind::Xml),
            ("application/soap+xml", Kind::Xml),
            ("image/svg+xml", Kind::Xml),
            ("application/yaml", Kind::Yaml),
            ("application/vnd.oai.openapi+yaml", Kind::Yaml),
            ("text/x-yaml", Kind::Yaml),
            ("application/x-ndjson", Kind::JsonLines),
            ("application/jsonl", Kind::JsonLines),
            ("application/json-seq", Kind::JsonLines),
            ("application/geo+json-seq", Kind::JsonLines),
            ("application/stream+json", Kind::JsonLines),
            ("text/event-stream", Kind::EventStream),
            ("text/csv", Kind::Csv),
            ("text/html", Kind::Html),
            ("application/xhtml+xml", Kind::Html),
            ("text/markdown", Kind::Markdown),
            ("text/plain", Kind::Text),
            ("text/*", Kind::Text),
            ("application/graphql", Kind::Text),
            ("application/x-www-form-urlencoded", Kind::Form),
            ("multipart/form-data", Kind::Multipart),
            ("multipart/mixed; boundary=x", Kind::Multipart),
            ("application/octet-stream", Kind::Binary),
            ("image/*", Kind::Binary),
            ("application/pdf", Kind::Binary),
            ("*/*", Kind::Any),
            ("", Kind::Any),
        ];
        for (media_type, kind) in table {
            assert_eq!(Kind::of(media_type), kind, "{media_type}");
        }
    }

    #[test]
    fn ranges_give_one_of_their_types() {
        let table = [
            ("image/*", Some("image/png"), "png"),
            ("image/jpeg", Some("image/jpeg"), "jpg"),
            ("*/*", None, "bin"),
            ("application/pdf", Some("application/pdf"), "pdf"),
            ("application/vnd.ms-excel", Some("application/vnd.ms-excel"), "xls"),
            ("application/x-tar", Some("application/x-tar"), "tar"),
            ("application/vnd.example.thing", Some("application/vnd.example.thing"), "bin"),
            ("text/html; charset=utf-8", Some("text/html; charset=utf-8"), "html"),
        ];
        for (media_type, one, file) in table {
            assert_eq!(concrete(media_type).as_deref(), one, "{media_type}");
            assert_eq!(extension(media_type), file, "{media_type}");
        }
    }
}
