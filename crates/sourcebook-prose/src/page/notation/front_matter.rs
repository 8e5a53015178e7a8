//! What a page says of itself at its top, between two lines of `---`.

/// The members that mean something here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// What the page is called.
    pub title: Option<String>,
    /// What it is about, in one sentence.
    pub description: Option<String>,
}

/// Reads it; answers with where the page itself begins. Two rules with text between them are none.
pub(super) fn read(text: &str) -> (FrontMatter, usize) {
    let none = (FrontMatter::default(), 0);
    let Some(rest) = text.strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r'])) else {
        return none;
    };
    let mut at = text.len() - rest.len();
    let mut front = FrontMatter::default();
    let mut has_member = false;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if line == "---" && number > 0 {
            return if has_member { (front, at) } else { none };
        }
        let is_inner = line.is_empty() || line.starts_with([' ', '#', '-']);
        let Some((name, value)) = line.split_once(':').filter(|_| !is_inner) else {
            if is_inner {
                continue;
            }
            return none;
        };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)) {
            return none;
        }
        has_member = true;
        let value = plain(value.trim());
        match name {
            "title" => front.title = value,
            "description" => front.description = value,
            _ => {}
        }
    }
    none
}

/// A value of YAML on one line, without its quotes.
fn plain(value: &str) -> Option<String> {
    let quoted = |mark: char| {
        value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).map(ToOwned::to_owned)
    };
    let text = quoted('"')
        .map(|text| text.replace("\\\"", "\""))
        .or_else(|| quoted('\'').map(|text| text.replace("''", "'")))
        .unwrap_or_else(|| value.split(" #").next().unwrap_or_default().trim().to_owned());
    let is_text = !text.is_empty() && !value.starts_with(['|', '>', '[', '{', '&', '*']);
    is_text.then_some(text)
}
