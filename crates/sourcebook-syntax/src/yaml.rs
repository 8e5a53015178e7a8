//! YAML 1.2 (core schema) to a tree. The grammar is the library's; what the scalars mean, merge
//! keys, aliases and their bounds are decided here.

mod number;
mod scan_error;
mod settings;

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use granit_parser::{Event, Options, Parser, ScalarStyle, options};

use crate::codes::SYNTAX;
use crate::json::too_deep;
use crate::source::{FileId, Span};
use crate::tree::{Builder, Kind, MAX_DEPTH, NodeId, SyntaxError, Text, Tree, VALUE_BYTES};
use number::json_number;

type Result<T> = std::result::Result<T, SyntaxError>;

/// Maximum factor by which aliases and merge keys may enlarge a text when each is expanded, beyond
/// [`FREE_EXPANSION`]. A value counts as [`VALUE_BYTES`], a text by its length.
const MAX_EXPANSION: u64 = 10;

/// Number of bytes by which aliases may enlarge any document.
const FREE_EXPANSION: u64 = 64 << 10;

/// How much of YAML a text may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// All of it that makes one tree.
    Full,
    /// What settings need: a mapping or nothing, without aliases, merge keys, and tags other than
    /// YAML's own.
    Settings,
}

/// Parses a whole text; of several documents only one is accepted.
///
/// Indentation that the specification does not allow, but that libyaml and others read (a closing
/// bracket or a further line of a quoted text that is not indented), is read in the full form, and the
/// tree tells of it.
pub(crate) fn parse(file: FileId, text: &Arc<String>, form: Form) -> Result<Tree> {
    let strict = parse_with(file, text, form, true);
    let Err(error) = &strict else { return strict };
    if form == Form::Settings {
        return strict;
    }
    let mut tree = parse_with(file, text, form, false)?;
    tree.loose_indentation = Some(error.span);
    Ok(tree)
}

fn parse_with(
    file: FileId,
    text: &Arc<String>,
    form: Form,
    strict_indentation: bool,
) -> Result<Tree> {
    let mut reader = Reader::new(file, text, form);
    for event in Parser::new_from_str_with_options(text, parser_options(strict_indentation)) {
        let (event, span) = event.map_err(|error| reader.scan_error(&error))?;
        reader.event(event, span)?;
    }
    if reader.documents == 0 {
        // A text of nothing but comments.
        reader.builder.scalar(Kind::Null, Span::default());
    }
    let tree = reader.builder.finish();
    match form {
        Form::Full => check_aliases(&tree, max_bytes(text))?,
        Form::Settings => settings::check_root(&tree)?,
    }
    Ok(tree)
}

/// Brackets and indentation may be nested deeper than trees, so that it is the tree that refuses them,
/// and no deeper than that.
fn parser_options(strict_indentation: bool) -> Options {
    options! {
        strict_indentation: strict_indentation,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    }
}

/// A span of the library in bytes, which it knows of texts that it has as a whole.
fn bytes(span: granit_parser::Span) -> Span {
    let range = span.byte_range().unwrap_or_default();
    Span::new(range.start, range.end)
}

struct Reader {
    form: Form,
    text: Arc<String>,
    builder: Builder,
    documents: usize,
    anchors: HashMap<usize, NodeId>,
    /// The anchors of the open containers, 0 for none.
    open: Vec<usize>,
}

/// How a scalar was written.
#[derive(Clone, Copy)]
struct Written {
    style: ScalarStyle,
    /// A tag makes it a string.
    as_text: bool,
}

impl Reader {
    fn new(file: FileId, text: &Arc<String>, form: Form) -> Self {
        let mut builder = Builder::new(file, Arc::clone(text));
        if form == Form::Full {
            builder.expand_merge_keys(max_bytes(text) / VALUE_BYTES);
        }
        let (anchors, open) = (HashMap::new(), Vec::new());
        Self { form, text: Arc::clone(text), builder, documents: 0, anchors, open }
    }

    fn event(&mut self, event: Event<'_>, span: granit_parser::Span) -> Result<()> {
        let tag = span.tag_span().map_or_else(Span::default, bytes);
        let span = bytes(span);
        if self.form == Form::Settings {
            settings::check_event(&event, span, tag, self)?;
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(no_tree(span, "a second document starts here", "only one is read"));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let as_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                self.scalar(&text, Written { style, as_text }, anchor, span);
            }
            Event::SequenceStart(_, anchor, _) => self.start(false, anchor, span)?,
            Event::MappingStart(_, anchor, _) => self.start(true, anchor, span)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Alias(anchor) => self.alias(anchor, span)?,
            // What stands between values: the stream, ends of documents.
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, is_object: bool, anchor: usize, span: Span) -> Result<()> {
        if self.builder.wants_key() {
            return Err(no_tree(span, "a list or mapping cannot be a key", "quote the key"));
        }
        if self.builder.depth() == MAX_DEPTH {
            return Err(too_deep(span));
        }
        self.open.push(anchor);
        self.builder.start(is_object, span.start as usize);
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<()> {
        let id = self.builder.end(span.end as usize);
        if self.builder.has_too_many_merged() {
            return Err(no_tree(
                span,
                "merge keys add too many members",
                "use `$ref` instead of merge keys",
            ));
        }
        let anchor = self.open.pop().unwrap_or(0);
        self.keep_anchor(anchor, id);
        Ok(())
    }

    fn scalar(&mut self, text: &str, written: Written, anchor: usize, span: Span) {
        if self.builder.wants_key() {
            let key = self.builder.decoded(text);
            self.builder.key(key, span);
            return;
        }
        let is_plain = written.style == ScalarStyle::Plain;
        let kind = if is_plain && !written.as_text { self.plain(text) } else { None };
        let kind = kind.unwrap_or_else(|| Kind::String(self.string(text, is_plain, span)));
        let id = self.builder.scalar(kind, span);
        self.keep_anchor(anchor, Some(id));
    }

    /// The text of a string: a plain scalar of one line stands in the source, at the end of its span.
    fn string(&mut self, text: &str, is_plain: bool, span: Span) -> Text {
        let end = span.end as usize;
        let own = Span::new(end.saturating_sub(text.len()), end);
        let is_in_source = is_plain && self.text.get(own.range()) == Some(text);
        if is_in_source { Text::Source(own) } else { self.builder.decoded(text) }
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
            return Err(no_tree(
                span,
                "this alias refers to a value that contains it",
                "use `$ref` instead",
            ));
        };
        if self.builder.wants_key() {
            return Err(no_tree(span, "an alias cannot be a key", "write out the key"));
        }
        self.builder.attach(id);
        Ok(())
    }

    fn keep_anchor(&mut self, anchor: usize, id: Option<NodeId>) {
        if let (true, Some(id)) = (anchor > 0, id) {
            self.anchors.insert(anchor, id);
        }
    }

    fn scan_error(&self, error: &granit_parser::ScanError) -> SyntaxError {
        let too_deep = match self.form {
            Form::Full => too_deep,
            Form::Settings => |span| settings::TOO_DEEP.at(span),
        };
        scan_error::explain(&self.text, error, too_deep)
    }
}

fn no_tree(span: Span, label: &str, help: &str) -> SyntaxError {
    SyntaxError {
        code: &SYNTAX,
        span,
        message: "the document cannot be represented as a single tree of values".to_owned(),
        label: label.to_owned(),
        help: Some(help.to_owned()),
    }
}

fn max_bytes(text: &str) -> u64 {
    text.len() as u64 * MAX_EXPANSION + FREE_EXPANSION
}

/// Rejects documents whose aliases, written out, would be too long or too deep.
fn check_aliases(tree: &Tree, max_bytes: u64) -> Result<()> {
    let (bytes, depth) = tree.expanded_size();
    let root = tree.root().span();
    if depth > MAX_DEPTH {
        return Err(too_deep(Span::new(root.start as usize, root.start as usize + 1)));
    }
    if bytes > max_bytes {
        let label = format!("with all aliases expanded, it has {bytes} bytes");
        return Err(no_tree(root, &label, "use `$ref` instead of aliases"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::tree::NodeRef;

    fn parsed(text: &str) -> Result<Tree> {
        let mut sources = Sources::new();
        let file = sources.add("a.yaml", text);
        parse(file, &sources.file(file).shared_text(), Form::Full)
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
    fn indentation_that_other_programs_read_is_read_and_told() {
        let table = [
            ("a:\n  b: {\n    x: 1\n}\n", Some("}")),
            ("a:\n  b: [\n    x\n  ]\n", Some("]")),
            ("a:\n  b: [\n    x\n   ]\n", None),
            ("a:\n  b: [\n    x\n]\n", Some("]")),
            ("a:\n  b: \"one\n  two\"\nc: 1\n", Some("two\"")),
            ("a:\n  b: 'one\n  two'\n", Some("two'")),
            ("a: [\nx,\ny]\n", Some("x,")),
            ("a:\t1\n", None),
        ];
        for (text, expected) in table {
            let tree = parsed(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
            let place = tree.loose_indentation().map(|span| &text[span.start as usize..]);
            let is_there = |place: &str| expected.is_some_and(|mark| place.starts_with(mark));
            assert!(place.map_or(expected.is_none(), is_there), "{text:?}: {place:?}");
        }
        let tree = parsed("a:\n  b: \"one\n  two\"\n").expect("valid");
        let value = tree.root().get("a").and_then(|a| a.get("b")).and_then(NodeRef::as_str);
        assert_eq!(value, Some("one two"));
    }

    #[test]
    fn what_is_no_tree_is_rejected() {
        for bad in ["a: [", "a: b: c", "a:\n\t- b", "? [a]\n: b", "a: 1\n---\nb: 2"] {
            assert!(parsed(bad).is_err(), "{bad}");
        }
        assert!(parsed(&"[".repeat(10_000)).is_err());
        assert!(parsed(&"- ".repeat(10_000)).is_err());
    }
}
