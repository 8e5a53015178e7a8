//! Multipart bodies as they arrive (RFC 2046, section 5.1; RFC 7578).

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ReceivedPart {
    /// `form-data`.
    pub(crate) disposition: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) file: Option<String>,
    /// All other headers.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// The parts of a body whose `Content-Type` names the boundary; `None` where it is no such body.
pub(crate) fn parts(content_type: &str, body: &[u8]) -> Option<Vec<ReceivedPart>> {
    let (_, boundary) = content_type.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim_matches('"');
    let delimiter = format!("\r\n--{boundary}");
    // The first boundary has no line before it.
    let body = [b"\r\n", body].concat();
    let mut rest = after(&body, delimiter.as_bytes())?;
    let mut parts = Vec::new();
    while let Some(inside) = rest.strip_prefix(b"\r\n") {
        let end = find(inside, delimiter.as_bytes())?;
        parts.push(part(&inside[..end])?);
        rest = &inside[end + delimiter.len()..];
    }
    rest.starts_with(b"--").then_some(parts)
}

fn part(bytes: &[u8]) -> Option<ReceivedPart> {
    // A part without headers begins with the empty line.
    let end = if bytes.starts_with(b"\r\n") { 0 } else { find(bytes, b"\r\n\r\n")? + 2 };
    let (head, body) = (&bytes[..end], &bytes[end + 2..]);
    let mut part = ReceivedPart { body: body.to_vec(), ..ReceivedPart::default() };
    for line in std::str::from_utf8(head).ok()?.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        let value = value.trim_matches([' ', '\t']);
        if name.eq_ignore_ascii_case("Content-Disposition") {
            part.disposition = value.split(';').next().map(str::to_owned);
            part.name = parameter(value, "name");
            part.file = parameter(value, "filename");
        } else {
            part.headers.push((name.to_owned(), value.to_owned()));
        }
    }
    Some(part)
}

/// A parameter between quotes, as browsers and curl write it.
fn parameter(header: &str, name: &str) -> Option<String> {
    let (_, rest) = header.split_once(&format!("; {name}=\""))?;
    // curl before 7.81 writes quotation marks with a backslash.
    let rest = rest.replace("\\\"", "%22");
    let value = rest.split('"').next()?;
    Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

fn after<'b>(bytes: &'b [u8], wanted: &[u8]) -> Option<&'b [u8]> {
    find(bytes, wanted).map(|at| &bytes[at + wanted.len()..])
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
