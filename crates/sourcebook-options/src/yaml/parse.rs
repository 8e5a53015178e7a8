//! From YAML text to one tree. The grammar is the library's; what else is refused is decided here:
//! aliases, merge keys, tags, keys that are no text or are there twice, and more than one document.

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{Content, Entry, Node, Span};

/// How deep nodes may stand in each other.
const MAX_DEPTH: usize = 64;

/// Why a text is not one tree of settings, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxFault {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
}

type Result<T> = std::result::Result<T, SyntaxFault>;

/// Parses a whole text; the root is a mapping, or null where the text says nothing. Keys that are
/// there twice are faults of their own, all found at once; the first of each counts.
///
/// # Errors
/// What is wrong with the text, at the first place where it is.
pub(crate) fn parse(text: &str) -> Result<(Node, Vec<SyntaxFault>)> {
    let offsets = Offsets::new(text);
    let mut builder = Builder::default();
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| scan_fault(text, &offsets, &error))?;
        let span = offsets.span(span);
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
            if documents > 1 {
                return Err(SECOND_DOCUMENT.at(span));
            }
        }
        builder.event(event, span)?;
    }
    let nothing = Node { span: Span { start: 0, end: 0 }, content: Content::Null };
    let root = builder.root.unwrap_or(nothing);
    match root.content {
        Content::Mapping(_) | Content::Null => {
            let duplicates = builder.duplicates.into_iter();
            Ok((root, duplicates.map(|duplicate| twice(text, duplicate)).collect()))
        }
        _ => Err(NO_MAPPING.at(root.span)),
    }
}

fn twice(text: &str, (first, span, key): (Span, Span, String)) -> SyntaxFault {
    let line = text[..first.start].matches('\n').count() + 1;
    SyntaxFault {
        span,
        message: format!("the key `{}` is there twice", key.escape_debug()),
        label: "the second one".to_owned(),
        help: Some(format!("the first is in line {line}; remove one of them")),
    }
}

/// The fixed texts of a fault.
struct Refusal(&'static str, &'static str, &'static str);

const SECOND_DOCUMENT: Refusal =
    Refusal("the file has more than one document", "the second begins here", "keep one document");
const NO_MAPPING: Refusal =
    Refusal("the file is not a mapping", "this is no `key: value`", "write `key: value` lines");
const ALIAS: Refusal =
    Refusal("aliases are not supported", "an alias stands here", "write the value out");
const MERGE_KEY: Refusal =
    Refusal("merge keys are not supported", "a merge key stands here", "write the settings out");
const TAG: Refusal =
    Refusal("tags are not supported", "this value has a tag", "remove the tag before the value");
const NO_KEY: Refusal =
    Refusal("a key is not text", "a list or mapping is the key here", "use the setting's name");
const TOO_DEEP: Refusal =
    Refusal("the file is nested too deep", "more than 64 levels", "no setting stands as deep");

impl Refusal {
    fn at(&self, span: Span) -> SyntaxFault {
        let Self(message, label, help) = *self;
        let (message, label) = (message.to_owned(), label.to_owned());
        SyntaxFault { span, message, label, help: Some(help.to_owned()) }
    }
}

/// A container that is not yet complete.
struct Open {
    start: usize,
    content: Content,
    /// The key whose value is awaited.
    key: Option<(String, Span)>,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    /// Where a key stands first and again.
    duplicates: Vec<(Span, Span, String)>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<()> {
        match event {
            Event::Scalar(text, style, _, tag) => {
                refuse_tag(tag.as_deref(), span)?;
                self.scalar(&text, style, span)?;
            }
            Event::SequenceStart(_, tag) => {
                refuse_tag(tag.as_deref(), span)?;
                self.start(Content::Sequence(Vec::new()), span)?;
            }
            Event::MappingStart(_, tag) => {
                refuse_tag(tag.as_deref(), span)?;
                self.start(Content::Mapping(Vec::new()), span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { start, content, .. }) = self.open.pop() {
                    self.attach(Node { span: Span { start, end: span.end.max(start) }, content });
                }
            }
            Event::Alias(_) => return Err(ALIAS.at(span)),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// Whether the next node is a key.
    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { content: Content::Mapping(_), key: None, .. }))
    }

    fn start(&mut self, content: Content, span: Span) -> Result<()> {
        if self.wants_key() {
            return Err(NO_KEY.at(span));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(TOO_DEEP.at(span));
        }
        self.open.push(Open { start: span.start, content, key: None });
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Result<()> {
        let is_plain = style == ScalarStyle::Plain;
        if self.wants_key() {
            if is_plain && text == "<<" {
                return Err(MERGE_KEY.at(span));
            }
            self.key(text, span);
            return Ok(());
        }
        let is_null = is_plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        let content = if is_null { Content::Null } else { Content::Scalar(text.to_owned()) };
        self.attach(Node { span, content });
        Ok(())
    }

    fn key(&mut self, key: &str, span: Span) {
        let Some(Open { content: Content::Mapping(entries), key: awaited, .. }) =
            self.open.last_mut()
        else {
            return;
        };
        if let Some(first) = entries.iter().find(|entry| entry.key == key) {
            self.duplicates.push((first.key_span, span, key.to_owned()));
        }
        *awaited = Some((key.to_owned(), span));
    }

    fn attach(&mut self, node: Node) {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut parent.content {
            Content::Mapping(entries) => {
                if let Some((key, key_span)) = parent.key.take() {
                    entries.push(Entry { key, key_span, value: node });
                }
            }
            Content::Sequence(items) => items.push(node),
            Content::Null | Content::Scalar(_) => {}
        }
    }
}

/// Tags of YAML's own schema say what the text says anyway; others have no meaning here.
fn refuse_tag(tag: Option<&Tag>, span: Span) -> Result<()> {
    match tag {
        Some(tag) if !tag.is_yaml_core_schema() => Err(TAG.at(span)),
        _ => Ok(()),
    }
}

/// The library's error, or the tab that is its cause.
fn scan_fault(text: &str, offsets: &Offsets, error: &saphyr_parser::ScanError) -> SyntaxFault {
    let at = offsets.byte(error.marker().index());
    if let Some(tab) = tab_near(text, at, error.info()) {
        return SyntaxFault {
            span: Span { start: tab, end: tab + 1 },
            message: "a tab stands where YAML takes only spaces".to_owned(),
            label: "this is a tab".to_owned(),
            help: Some("indent with spaces".to_owned()),
        };
    }
    if error.info() == "recursion limit exceeded" {
        // The library scans ahead, and counts brackets only.
        return TOO_DEEP.at(Span { start: at, end: at });
    }
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    SyntaxFault {
        span: Span { start: at, end: at + length },
        message: "the file is not valid YAML".to_owned(),
        label: error.info().to_owned(),
        help: error
            .info()
            .starts_with("mapping values are not allowed")
            .then(|| "a value with `: ` in it needs quotes".to_owned()),
    }
}

/// The tab that an error is about: before its place, or in the indentation of its line, of the next
/// or of the one before. The library notices some early and some late.
fn tab_near(text: &str, at: usize, info: &str) -> Option<usize> {
    if text[..at].ends_with('\t') {
        return Some(at - 1);
    }
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let next = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
    let before = text[..line.saturating_sub(1)].rfind('\n').map_or(0, |at| at + 1);
    let tab = |start: usize| {
        let indent = text[start..].find(|c| !matches!(c, ' ' | '\t'))?;
        text[start..start + indent].find('\t').map(|tab| start + tab)
    };
    [line, next, before].into_iter().filter(|_| info.contains("tab")).find_map(tab)
}

/// From the library's positions in characters to bytes.
struct Offsets {
    /// The offset of each character; empty for ASCII, where both are the same.
    characters: Vec<usize>,
    length: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let characters = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).collect()
        };
        Self { characters, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        if self.characters.is_empty() {
            return character.min(self.length);
        }
        self.characters.get(character).copied().unwrap_or(self.length)
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        let start = self.byte(span.start.index());
        Span { start, end: self.byte(span.end.index()).max(start) }
    }
}

#[cfg(test)]
mod tests;
