//! JSON (RFC 8259) to a tree.

mod string;

use std::sync::Arc;

use crate::codes::{NESTING_TOO_DEEP, SYNTAX};
use crate::source::{FileId, Span};
use crate::tree::{Builder, Kind, MAX_DEPTH, SyntaxError, Text, Tree};

type Result<T> = std::result::Result<T, SyntaxError>;

/// Parses a whole text.
pub(crate) fn parse(file: FileId, text: &Arc<String>) -> Result<Tree> {
    let builder = Builder::new(file, Arc::clone(text));
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, builder };
    parser.value()?;
    parser.skip_white_space();
    if parser.at < parser.bytes.len() {
        return Err(parser.unexpected("the end of the document"));
    }
    Ok(parser.builder.finish())
}

struct Parser<'s> {
    text: &'s str,
    bytes: &'s [u8],
    at: usize,
    builder: Builder,
}

impl Parser<'_> {
    fn value(&mut self) -> Result<()> {
        self.skip_white_space();
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => {
                let (text, span) = self.string()?;
                self.builder.scalar(Kind::String(text), span);
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Kind::Bool(true)),
            Some(b'f') => self.word("false", Kind::Bool(false)),
            Some(b'n') => self.word("null", Kind::Null),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn object(&mut self) -> Result<()> {
        self.open(true)?;
        if self.closes(b'}') {
            return Ok(());
        }
        loop {
            self.skip_white_space();
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') => return Err(self.trailing_comma()),
                _ => return Err(self.unexpected("a member name in double quotes")),
            }
            let (key, span) = self.string()?;
            self.builder.key(key, span);
            self.expect(b':', "`:` after the member name")?;
            self.value()?;
            if self.closes(b'}') {
                return Ok(());
            }
            self.expect(b',', "`,` or `}`")?;
        }
    }

    fn array(&mut self) -> Result<()> {
        self.open(false)?;
        if self.closes(b']') {
            return Ok(());
        }
        loop {
            self.value()?;
            if self.closes(b']') {
                return Ok(());
            }
            self.expect(b',', "`,` or `]`")?;
            self.skip_white_space();
            if self.peek() == Some(b']') {
                return Err(self.trailing_comma());
            }
        }
    }

    fn open(&mut self, is_object: bool) -> Result<()> {
        if self.builder.depth() == MAX_DEPTH {
            return Err(too_deep(Span::new(self.at, self.at + 1)));
        }
        self.builder.start(is_object, self.at);
        self.at += 1;
        Ok(())
    }

    /// Closes the innermost container if its closing bracket comes next.
    fn closes(&mut self, bracket: u8) -> bool {
        self.skip_white_space();
        let closes = self.peek() == Some(bracket);
        if closes {
            self.at += 1;
            self.builder.end(self.at);
        }
        closes
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<()> {
        self.skip_white_space();
        if self.peek() != Some(byte) {
            return Err(self.unexpected(what));
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<()> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word.as_bytes()) {
            return Err(self.unexpected("a value"));
        }
        self.builder.scalar(kind, Span::new(self.at, end));
        self.at = end;
        Ok(())
    }

    fn number(&mut self) -> Result<()> {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
            .unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        if !is_number(&rest[..length]) {
            return Err(SyntaxError {
                code: &SYNTAX,
                span,
                message: "the document is not valid JSON".to_owned(),
                label: "this is not a number".to_owned(),
                help: None,
            });
        }
        self.builder.scalar(Kind::Number(Text::Source(span)), span);
        self.at += length;
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// The error for a closing bracket where another entry was announced.
    fn trailing_comma(&self) -> SyntaxError {
        let comma = self.text[..self.at].rfind(',').unwrap_or(self.at);
        SyntaxError {
            code: &SYNTAX,
            span: Span::new(comma, comma + 1),
            message: "the document is not valid JSON".to_owned(),
            label: "trailing comma".to_owned(),
            help: Some("remove the comma".to_owned()),
        }
    }

    fn unexpected(&self, expected: &str) -> SyntaxError {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        let found = if length == 0 { "the document ends here" } else { "found this" };
        SyntaxError {
            code: &SYNTAX,
            span: Span::new(self.at, self.at + length),
            message: "the document is not valid JSON".to_owned(),
            label: format!("expected {expected}, {found}"),
            help: (length == 0).then(|| "is the file truncated?".to_owned()),
        }
    }
}

/// The error for a container below the deepest allowed level.
pub(crate) fn too_deep(span: Span) -> SyntaxError {
    SyntaxError {
        code: &NESTING_TOO_DEEP,
        span,
        message: format!("values are nested more than {MAX_DEPTH} levels deep"),
        label: format!("level {} starts here", MAX_DEPTH + 1),
        help: Some("name the inner schema and refer to it with `$ref`".to_owned()),
    }
}

/// The grammar of numbers, RFC 8259 section 6.
pub(crate) fn is_number(text: &[u8]) -> bool {
    let digits = |from: usize| text[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = usize::from(text.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && text[at] == b'0') {
        return false;
    }
    at += whole;
    if text.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return false;
        }
        at += 1 + fraction;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        at += 1 + usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at);
        if exponent == 0 {
            return false;
        }
        at += exponent;
    }
    at == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::tree::NodeRef;

    fn parsed(text: &str) -> Result<Tree> {
        let mut sources = Sources::new();
        let file = sources.add("a.json", text);
        parse(file, &sources.file(file).shared_text())
    }

    #[test]
    fn strings_are_decoded() {
        let table = [
            (r#""plain é""#, "plain é"),
            (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#""\u0041\u00e9""#, "Aé"),
            (r#""\ud83d\ude00!""#, "😀!"),
            (r#""\ud83d!""#, "\u{fffd}!"),
        ];
        for (text, expected) in table {
            let tree = parsed(text).expect(text);
            assert_eq!(tree.root().as_str(), Some(expected), "{text}");
        }
    }

    #[test]
    fn numbers_follow_the_grammar() {
        for good in ["0", "-0", "12", "1.5", "-1.50e+10", "1E5"] {
            assert_eq!(parsed(good).expect(good).root().as_number(), Some(good));
        }
        for bad in ["01", "-", "1.", ".5", "1e", "+1", "1.2.3"] {
            assert!(parsed(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn of_a_key_given_twice_the_last_value_counts() {
        let many: Vec<String> = (0..40).map(|at| format!("\"k{at}\": {at}")).collect();
        let text = format!("{{{}, \"k3\": 99}}", many.join(","));
        let tree = parsed(&text).expect("valid");
        assert_eq!(tree.root().get("k3").and_then(NodeRef::as_number), Some("99"));
        assert_eq!(tree.root().members().len(), 40);
        assert_eq!(tree.duplicates().len(), 1);
    }

    #[test]
    fn what_a_later_value_took_the_place_of_is_there_on_request() {
        let tree = parsed(r#"{"a": 1, "b": {"x": 2}, "a": 3, "b": 4, "a": 5}"#).expect("valid");
        let all = tree.root().members_with_doubles();
        let texts: Vec<(&str, &str)> = all.iter().map(|(key, one)| (*key, one.source())).collect();
        assert_eq!(texts, [("a", "1"), ("b", "{\"x\": 2}"), ("a", "3"), ("b", "4"), ("a", "5")]);
        let inner = all[1].1.get("x").expect("a member");
        assert_eq!(tree.pointer(inner.id()), "/b/x");
        assert_eq!(tree.expanded_size().1, 2, "it counts where sizes are bounded");
    }

    #[test]
    fn pointers_lead_to_every_value() {
        let tree = parsed(r#"{"a/b": [1, {"~": true}], "c": {}}"#).expect("valid");
        let list = tree.root().get("a/b").expect("member");
        let inner = list.items().nth(1).and_then(|item| item.get("~")).expect("item");
        assert_eq!(tree.pointer(inner.id()), "/a~1b/1/~0");
        assert_eq!(tree.pointer(tree.root().id()), "");
    }

    #[test]
    fn syntax_errors_are_rejected() {
        for bad in [
            "{",
            "[1,]",
            "{\"a\":1 , }",
            "{\"a\":1,}",
            "{a:1}",
            "\"\\x\"",
            "\"a\nb\"",
            "tru",
            "1 2",
            "\"abc",
        ] {
            assert!(parsed(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parsed(&nested(MAX_DEPTH)).is_ok());
        let error = parsed(&nested(MAX_DEPTH + 1)).expect_err("too deep");
        assert_eq!(error.code, &NESTING_TOO_DEEP);
        assert!(parsed(&"[".repeat(10_000)).is_err());
    }
}
