//! Which images models are given as such: an API that does not take one rejects the whole request.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::aibridge::object::Object;
use crate::aibridge::tools::ToolContent;

/// Maximum number of characters of an image in base64 (Anthropic's limit, the lower one).
const MAX_LENGTH: usize = 5 * 1024 * 1024;

/// How an image begins, by its type.
const BEGINNINGS: [(&str, &[u8]); 5] = [
    ("image/gif", b"GIF87a"),
    ("image/gif", b"GIF89a"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/webp", b"RIFF"),
];

/// The image of a block, or why it cannot be given as one.
pub(super) fn image(block: &Object) -> Result<ToolContent, String> {
    let media_type = block.text("mimeType").unwrap_or_default().to_ascii_lowercase();
    if !BEGINNINGS.iter().any(|(known, _)| *known == media_type) {
        return Err("an image is of a type that models do not take".to_owned());
    }
    let Some(data) = block.text("data") else { return Err("an image has no data".to_owned()) };
    if data.len() > MAX_LENGTH {
        return Err(format!("an image has more than {MAX_LENGTH} characters in base64"));
    }
    let Ok(bytes) = STANDARD.decode(&data) else {
        return Err("an image is not valid base64".to_owned());
    };
    let is_of_type =
        |(known, begins): &(&str, &[u8])| *known == media_type && bytes.starts_with(begins);
    if !BEGINNINGS.iter().any(is_of_type) {
        return Err("an image is not of the type that it names".to_owned());
    }
    Ok(ToolContent::Image { media_type, data })
}
