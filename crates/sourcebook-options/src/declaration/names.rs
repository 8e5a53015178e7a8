//! Texts made at compile time: names from the identifiers of fields, descriptions from the lines of
//! doc comments.
//!
//! Each text is made in two steps, since a constant needs its length first: a function for the
//! length, and one for the bytes.

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it stands.
    Kept,
    /// `rate-limit`
    Kebab,
    /// `RATE_LIMIT`
    Screaming,
    /// `rateLimit`
    Camel,
    /// `rate_limit`
    Snake,
}

/// The length of what [`join_names`] writes.
pub const fn length_of_names(parts: &[(&str, Style)], separator: u8) -> usize {
    write_names(parts, separator, &mut [])
}

/// Joins parts by a separator, each in its style; empty parts are left out.
pub const fn join_names<const N: usize>(parts: &[(&str, Style)], separator: u8) -> [u8; N] {
    let mut bytes = [0; N];
    write_names(parts, separator, &mut bytes);
    bytes
}

const fn write_names(parts: &[(&str, Style)], separator: u8, out: &mut [u8]) -> usize {
    let mut at = 0;
    let mut part = 0;
    while part < parts.len() {
        let (name, style) = parts[part];
        if !name.is_empty() {
            if at > 0 {
                at = put(out, at, separator);
            }
            at = write_name(name.as_bytes(), style, out, at);
        }
        part += 1;
    }
    at
}

/// Writes a name behind what is there.
pub(super) const fn write_name(name: &[u8], style: Style, out: &mut [u8], mut at: usize) -> usize {
    // `stringify!` keeps the mark of a raw identifier.
    let mut from = if name.len() > 2 && name[0] == b'r' && name[1] == b'#' { 2 } else { 0 };
    let mut begins_word = false;
    while from < name.len() {
        let byte = name[from];
        let is_underscore = byte == b'_';
        let is_break = is_underscore || byte == b'-' || byte == b'.';
        match style {
            Style::Kept => at = put(out, at, byte),
            Style::Kebab => at = put(out, at, if is_underscore { b'-' } else { byte }),
            Style::Screaming => {
                let upper = if byte == b'-' { b'_' } else { byte.to_ascii_uppercase() };
                at = put(out, at, upper);
            }
            Style::Snake => at = put(out, at, if is_break { b'_' } else { byte }),
            Style::Camel if is_break => begins_word = true,
            Style::Camel => {
                at = put(out, at, if begins_word { byte.to_ascii_uppercase() } else { byte });
                begins_word = false;
            }
        }
        from += 1;
    }
    at
}

/// Puts a byte where there is room, and counts it anyway.
const fn put(out: &mut [u8], at: usize, byte: u8) -> usize {
    if at < out.len() {
        out[at] = byte;
    }
    at + 1
}

/// The length of what [`join_paragraphs`] writes.
pub const fn length_of_paragraphs(lines: &[&str]) -> usize {
    write_paragraphs(lines, &mut [])
}

/// Joins the lines of a doc comment: lines by a space, paragraphs by a line break.
pub const fn join_paragraphs<const N: usize>(lines: &[&str]) -> [u8; N] {
    let mut bytes = [0; N];
    write_paragraphs(lines, &mut bytes);
    bytes
}

const fn write_paragraphs(lines: &[&str], out: &mut [u8]) -> usize {
    let mut at = 0;
    let mut separator = b' ';
    let mut line = 0;
    while line < lines.len() {
        let text = lines[line].as_bytes().trim_ascii();
        if text.is_empty() {
            separator = b'\n';
        } else {
            if at > 0 {
                at = put(out, at, separator);
            }
            separator = b' ';
            let mut from = 0;
            while from < text.len() {
                at = put(out, at, text[from]);
                from += 1;
            }
        }
        line += 1;
    }
    at
}

/// The bytes as text.
///
/// # Panics
/// The bytes are not those of whole texts.
pub const fn as_text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("names and descriptions are made of whole texts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(parts: &[(&str, Style)], separator: u8) -> String {
        let bytes: [u8; 64] = join_names(parts, separator);
        as_text(&bytes[..length_of_names(parts, separator)]).to_owned()
    }

    #[test]
    fn names_follow_from_identifiers() {
        let field = "openai_base_url";
        assert_eq!(
            joined(&[("aibridge", Style::Kebab), (field, Style::Kebab)], b'-'),
            "aibridge-openai-base-url"
        );
        let env = [("CODER", Style::Kept), ("ai-x", Style::Screaming), (field, Style::Screaming)];
        assert_eq!(joined(&env, b'_'), "CODER_AI_X_OPENAI_BASE_URL");
        assert_eq!(joined(&[("", Style::Kept), (field, Style::Camel)], b'.'), "openaiBaseUrl");
        assert_eq!(joined(&[("r#type", Style::Kept)], b'.'), "type");
    }

    #[test]
    fn doc_comments_become_paragraphs() {
        let lines = [" How long it takes,", " as a rule.", "", "", " And why é.", ""];
        let bytes: [u8; 64] = join_paragraphs(&lines);
        let text = as_text(&bytes[..length_of_paragraphs(&lines)]);
        assert_eq!(text, "How long it takes, as a rule.\nAnd why é.");
    }
}
