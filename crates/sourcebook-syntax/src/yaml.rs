//! YAML 1.2 (core schema) to a tree. The grammar is the library's; what the scalars mean, merge
//! keys, aliases and their bounds are decided here.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::codes::SYNTAX;
use crate::json::{is_number, too_deep};
use crate::source::{FileId, Span};
use crate::tree::{Builder, Kind, MAX_DEPTH, NodeId, SyntaxError, Tree, VALUE_BYTES};

type Result<T> = std::result::Result<T, SyntaxError>;

/// What aliases and merge keys may make of a text when every one is written out: this many times
/// its bytes, and [`FREE_EXPANSION`] more. A value counts as [`VALUE_BYTES`], a text by its length.
const MAX_EXPANSION: u64 = 10;

/// Small documents may be made larger by this.
const FREE_EXPANSION: u64 = 64 << 10;

/// Parses a whole text; of several documents only one is accepted.
pub(crate) fn parse(file: FileId, text: &Arc<String>) -> Result<Tree> {
    let offsets = Offsets::new(text);
    let mut builder = Builder::new(file, Arc::clone(text));
    builder.expand_merge_keys(most_bytes(text) / VALUE_BYTES);
    let mut reader = Reader { offsets, builder, anchors: HashMap::new(), open: Vec::new() };
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| reader.scan_error(&error))?;
        let span = reader.offsets.span(span);
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
            if documents > 1 {
                return Err(fault(span, "a second document begins here", "only one is read"));
            }
        }
        reader.event(event, span)?;
    }
    if documents == 0 {
        // A text of nothing but comments.
        reader.builder.scalar(Kind::Null, Span::default());
    }
    let tree = reader.builder.finish();
    check_aliases(&tree, most_bytes(text))?;
    Ok(tree)
}

struct Reader {
    offsets: Offsets,
    builder: Builder,
    anchors: HashMap<usize, NodeId>,
    /// The anchors of the open containers, 0 for none.
    open: Vec<usize>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let as_text = style != ScalarStyle::Plain
                    || tag
                        .as_ref()
                        .is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                self.scalar(&text, as_text, anchor, span);
            }
            Event::SequenceStart(anchor, _) => self.start(false, anchor, span)?,
            Event::MappingStart(anchor, _) => self.start(true, anchor, span)?,
            Event::SequenceEnd | Event::MappingEnd => {
                let id = self.builder.end(span.end as usize);
                if self.builder.has_too_many_merged() {
                    return Err(fault(
                        span,
                        "too many members are merged into mappings",
                        "use `$ref` instead of merge keys",
                    ));
                }
                let anchor = self.open.pop().unwrap_or(0);
                self.keep_anchor(anchor, id);
            }
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn start(&mut self, is_object: bool, anchor: usize, span: Span) -> Result<()> {
        if self.builder.wants_key() {
            return Err(fault(span, "a list or mapping cannot be a key", "quote the key"));
        }
        if self.builder.depth() == MAX_DEPTH {
            return Err(too_deep(span));
        }
        self.open.push(anchor);
        self.builder.start(is_object, span.start as usize);
        Ok(())
    }

    fn scalar(&mut self, text: &str, as_text: bool, anchor: usize, span: Span) {
        if self.builder.wants_key() {
            let key = self.builder.decoded(text);
            self.builder.key(key, span);
            return;
        }
        let kind = if as_text { None } else { self.plain(text) };
        let kind = kind.unwrap_or_else(|| Kind::String(self.builder.decoded(text)));
        let id = self.builder.scalar(kind, span);
        self.keep_anchor(anchor, Some(id));
    }

    /// What a plain scalar means by the core schema (YAML 1.2.2, section 10.3.2); `None` for text.
    fn plain(&mut self, text: &str) -> Option<Kind> {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Some(Kind::Null),
            "true" | "True" | "TRUE" => return Some(Kind::Bool(true)),
            "false" | "False" | "FALSE" => return Some(Kind::Bool(false)),
            _ => {}
        }
        let number = json_number(text)?;
        Some(Kind::Number(self.builder.decoded(&number)))
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<()> {
        let Some(&id) = self.anchors.get(&anchor) else {
            return Err(fault(
                span,
                "this alias stands inside what it names",
                "use `$ref` instead",
            ));
        };
        if self.builder.wants_key() {
            return Err(fault(span, "an alias cannot be a key", "write the key out"));
        }
        self.builder.attach(id);
        Ok(())
    }

    fn keep_anchor(&mut self, anchor: usize, id: Option<NodeId>) {
        if let (true, Some(id)) = (anchor > 0, id) {
            self.anchors.insert(anchor, id);
        }
    }

    fn scan_error(&self, error: &saphyr_parser::ScanError) -> SyntaxError {
        let at = self.offsets.byte(error.marker().index());
        let length = self.offsets.text[at..].chars().next().map_or(0, char::len_utf8);
        let (label, help) = (error.info().to_owned(), None);
        let message = "the document is not valid YAML".to_owned();
        SyntaxError { code: &SYNTAX, span: Span::new(at, at + length), message, label, help }
    }
}

fn fault(span: Span, label: &str, help: &str) -> SyntaxError {
    SyntaxError {
        code: &SYNTAX,
        span,
        message: "the document cannot be read as one tree of values".to_owned(),
        label: label.to_owned(),
        help: Some(help.to_owned()),
    }
}

/// A YAML number in JSON's notation; `None` when the text is no number, or one that JSON cannot
/// say (`.inf`, `.nan`).
fn json_number(text: &str) -> Option<String> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return None;
    }
    if is_number(text.as_bytes()) {
        return Some(text.to_owned());
    }
    let radix = |digits: &str, radix| i128::from_str_radix(digits, radix).ok();
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16).map(|number| number.to_string());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8).map(|number| number.to_string());
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let end_of_digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (whole, rest) = rest.split_at(end_of_digits);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let rest = match rest.strip_prefix('.') {
        Some(after) if !after.starts_with(|c: char| c.is_ascii_digit()) => format!(".0{after}"),
        _ => rest.to_owned(),
    };
    let number = format!("{sign}{whole}{rest}");
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    (has_digit && is_number(number.as_bytes())).then_some(number)
}

fn most_bytes(text: &str) -> u64 {
    text.len() as u64 * MAX_EXPANSION + FREE_EXPANSION
}

/// Refuses documents whose aliases, written out, would be too long or too deep.
fn check_aliases(tree: &Tree, most_bytes: u64) -> Result<()> {
    let (bytes, depth) = tree.expanded_size();
    let root = tree.root().span();
    if depth > MAX_DEPTH {
        return Err(too_deep(Span::new(root.start as usize, root.start as usize + 1)));
    }
    if bytes > most_bytes {
        let label = format!("with its aliases written out it has {bytes} bytes");
        return Err(fault(root, &label, "use `$ref` instead of aliases"));
    }
    Ok(())
}

/// From the library's positions in characters to bytes.
struct Offsets {
    length: usize,
    /// Byte offset of every 64th character; empty for ASCII, where both are the same.
    checkpoints: Vec<usize>,
    text: Arc<String>,
}

const STRIDE: usize = 64;

impl Offsets {
    fn new(text: &Arc<String>) -> Self {
        let checkpoints = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect()
        };
        Self { length: text.len(), checkpoints, text: Arc::clone(text) }
    }

    fn byte(&self, character: usize) -> usize {
        if self.checkpoints.is_empty() {
            return character.min(self.length);
        }
        let Some(&start) = self.checkpoints.get(character / STRIDE) else {
            return self.length;
        };
        let rest = self.text[start..].char_indices().nth(character % STRIDE);
        rest.map_or(self.length, |(at, _)| start + at)
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.byte(span.start.index()), self.byte(span.end.index()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::tree::NodeRef;

    fn parsed(text: &str) -> Result<Tree> {
        let mut sources = Sources::new();
        let file = sources.add("a.yaml", text);
        parse(file, &sources.file(file).shared_text())
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        let numbers = [
            ("12", "12"),
            ("+12", "12"),
            ("007", "7"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("1.", "1.0"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
        ];
        for (text, expected) in numbers {
            let tree = parsed(&format!("a: {text}")).expect(text);
            let value = tree.root().get("a").and_then(NodeRef::as_number);
            assert_eq!(value, Some(expected), "{text}");
        }
        for text in [".", "1.2.3", "2024-01-01", "1:30", ".inf", "yes", "0x", "1e", "'1'"] {
            let tree = parsed(&format!("a: {text}")).expect(text);
            let value = tree.root().get("a").and_then(NodeRef::as_str);
            assert_eq!(value, Some(text.trim_matches('\'')), "{text}");
        }
    }

    #[test]
    fn merge_keys_fill_in_what_is_missing() {
        let text = "base: &b {x: 1, y: 2}\nuse:\n  y: 3\n  <<: *b\n";
        let tree = parsed(text).expect("valid");
        let used = tree.root().get("use").expect("member");
        assert_eq!(used.get("x").and_then(NodeRef::as_number), Some("1"));
        assert_eq!(used.get("y").and_then(NodeRef::as_number), Some("3"));
        assert_eq!(used.members().len(), 2);
    }

    #[test]
    fn positions_are_bytes_whatever_the_characters() {
        let text = format!("{}: ä\nküche: wärme\n", "ö".repeat(100));
        let tree = parsed(&text).expect("valid");
        let span = tree.root().get("küche").expect("member").span();
        assert_eq!(text.get(span.range()), Some("wärme"));
    }

    #[test]
    fn aliases_are_bounded() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let before = level - 1;
            let list = vec![format!("*a{before}"); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{list}]\n"));
        }
        assert!(parsed(&bomb).is_err());
        assert!(parsed("a: &a [*a]").is_err());
    }

    #[test]
    fn faults_are_refused() {
        for bad in ["a: [", "a: b: c", "a:\n\t- b", "? [a]\n: b", "a: 1\n---\nb: 2"] {
            assert!(parsed(bad).is_err(), "{bad}");
        }
        assert!(parsed(&"[".repeat(10_000)).is_err());
        assert!(parsed(&"- ".repeat(10_000)).is_err());
    }
}
