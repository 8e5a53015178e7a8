//! The bytes of bodies.

use super::{Body, ConcreteRequest, Part};

impl Body {
    /// The value of `Content-Type`; absent for parts, whose boundary the client chooses.
    pub fn media_type(&self) -> Option<String> {
        match self {
            Self::Text { media_type, .. } | Self::File { media_type, .. } => {
                Some(media_type.clone())
            }
            Self::Form { .. } => Some("application/x-www-form-urlencoded".to_owned()),
            Self::Multipart { .. } => None,
        }
    }
}

impl ConcreteRequest {
    /// The bytes that are sent behind the headers: parts with a boundary, which none of them may
    /// hold, and files by what `file` says of their name.
    pub fn body_bytes(&self, boundary: &str, file: &dyn Fn(&str) -> Vec<u8>) -> Vec<u8> {
        match &self.body {
            None => Vec::new(),
            Some(Body::Text { text, .. } | Body::Form { text, .. }) => text.clone().into_bytes(),
            Some(Body::File { name, .. }) => file(name),
            Some(Body::Multipart { subtype, parts }) => {
                let mut bytes = Vec::new();
                for part in parts {
                    bytes.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
                    bytes.extend_from_slice(part.head(subtype).as_bytes());
                    match &part.file {
                        Some(name) => bytes.extend(file(name)),
                        None => bytes.extend_from_slice(part.text.as_bytes()),
                    }
                    bytes.extend_from_slice(b"\r\n");
                }
                bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
                bytes
            }
        }
    }
}

/// Parts as the text of one part, with the boundary between them; `None` where one of them is a file
/// of the reader's.
pub(super) fn nested(subtype: &str, parts: &[Part]) -> Option<(String, String)> {
    if parts.iter().any(|part| part.file.is_some()) {
        return None;
    }
    let is_inside =
        |boundary: &str| parts.iter().any(|part| part.text.contains(&format!("--{boundary}")));
    let mut boundary = "inner".to_owned();
    while is_inside(&boundary) {
        boundary.push('-');
    }
    let mut text = String::new();
    for part in parts {
        let head = part.head(subtype);
        text.extend(["--", &boundary, "\r\n", &head, &part.text, "\r\n"]);
    }
    text.extend(["--", &boundary, "--"]);
    Some((text, boundary))
}

impl Part {
    /// Its headers: disposition, media type, and the further ones. Outside of forms a name is a
    /// parameter of an attachment (RFC 2183); a part without a name and a file has no disposition.
    pub fn all_headers(&self, subtype: &str) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        if self.name.is_some() || self.file.is_some() {
            let kind = if subtype == "form-data" { "form-data" } else { "attachment" };
            let mut disposition = kind.to_owned();
            for (key, value) in [("name", &self.name), ("filename", &self.file)] {
                if let Some(value) = value {
                    disposition.push_str(&format!("; {key}=\"{}\"", quoted(value)));
                }
            }
            headers.push(("Content-Disposition".to_owned(), disposition));
        }
        if let Some(media_type) = &self.media_type {
            headers.push(("Content-Type".to_owned(), media_type.clone()));
        }
        headers.extend(self.headers.iter().cloned());
        headers
    }

    /// The headers and the empty line behind them.
    fn head(&self, subtype: &str) -> String {
        let headers = self.all_headers(subtype).into_iter();
        headers.map(|(name, value)| name + ": " + &value + "\r\n").collect::<String>() + "\r\n"
    }
}

/// A name between quotes (HTML, "Multipart form data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
