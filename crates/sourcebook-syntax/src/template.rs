//! Tells templates from documents: what a file is made of before it is one.

use crate::codes::TEMPLATE;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{FileId, Span};
use crate::tree::{Kind, Tree};

/// How the parts of template languages begin and end: Go and Helm, Jinja, ERB.
const MARKS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

/// How the lines of ytt begin, which are comments for YAML.
const YTT: [&str; 5] = ["#@ ", "#@data/", "#@overlay/", "#@schema/", "#@yaml/"];

/// What is said instead of an error of syntax, if that is where a template language is spoken.
pub(crate) fn explain(file: FileId, text: &str, error: &Diagnostic) -> Option<Diagnostic> {
    let at = (error.place.as_ref()?.span.start as usize).min(text.len());
    let line_start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let mark = in_line(text, line_start, at).or_else(|| line_above(text, line_start))?;
    Some(found(file, mark))
}

/// The mark in whose reach a place in a line is.
fn in_line(text: &str, line_start: usize, at: usize) -> Option<Span> {
    let line = text.get(line_start..)?.lines().next()?;
    if let Some(mark) = first_mark(line) {
        return Some(behind(line_start, mark));
    }
    let column = at - line_start;
    let around = |(open, close): &(&'static str, &'static str)| {
        let start = line.get(..line.len().min(column + open.len()))?.rfind(open)?;
        let end = line.get(start..)?.find(close).map_or(line.len(), |end| start + end);
        (column <= end + close.len()).then(|| Span::new(start, start + open.len()))
    };
    MARKS.iter().find_map(around).map(|mark| behind(line_start, mark))
}

/// The mark with which the line above begins, if that is not deeper, as the lines of a text are.
fn line_above(text: &str, line_start: usize) -> Option<Span> {
    let above = text.get(..line_start)?.trim_end();
    let start = above.rfind('\n').map_or(0, |end| end + 1);
    let mark = first_mark(&above[start..])?;
    let line = text.get(line_start..)?.lines().next().unwrap_or_default();
    let depth = line.len() - line.trim_start_matches(' ').len();
    (mark.start as usize <= depth).then(|| behind(start, mark))
}

/// The mark with which a line begins.
fn first_mark(line: &str) -> Option<Span> {
    let start = line.len() - line.trim_start().len();
    let (open, _) = MARKS.iter().find(|(open, _)| line[start..].starts_with(open))?;
    Some(Span::new(start, start + open.len()))
}

/// The span, counted from the start of the text.
fn behind(line_start: usize, span: Span) -> Span {
    Span::new(line_start + span.start as usize, line_start + span.end as usize)
}

/// Finds the lines of ytt in what is a tree without them.
pub(crate) fn check(tree: &Tree) -> Option<Diagnostic> {
    let text = tree.whole_text();
    let at = memchr::memmem::find_iter(text.as_bytes(), "#@").find(|&at| {
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        text[line_start..at].trim().is_empty() && YTT.iter().any(|one| text[at..].starts_with(one))
    })?;
    let mark = Span::new(at, at + 2);
    (!is_in_text(tree, mark)).then(|| found(tree.file(), mark))
}

/// Whether a place belongs to a string: a description may speak of templates.
fn is_in_text(tree: &Tree, place: Span) -> bool {
    tree.nodes().any(|node| matches!(node.kind(), Kind::String(_)) && node.span().contains(place))
}

fn found(file: FileId, span: Span) -> Diagnostic {
    let place = Place { file, span, pointer: String::new() };
    Diagnostic::new(&TEMPLATE, "this is a template, not a document")
        .at(place, "a template language")
        .help("render it first, and read the result")
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;
    use crate::source::Sources;

    /// The code of the error that a text gives.
    fn code(text: &str) -> Option<&'static str> {
        let parsed = parse(&mut Sources::new(), "a.yaml", text.as_bytes().to_vec());
        parsed.err().map(|error| error.code.name)
    }

    #[test]
    fn templates_are_named_as_such() {
        let table = [
            // Helm and Go.
            "{{- if .Values.on }}\nopenapi: 3.1.0\n{{- end }}\n",
            "openapi: 3.1.0\ninfo:\n  title: {{ .Values.title }}\n",
            "openapi: 3.1.0\ninfo:\n  {{- include \"info\" . | nindent 2 }}\n",
            "{\"openapi\": \"3.1.0\", \"info\": {{ .Info }}}",
            // Jinja.
            "{% if on %}\nopenapi: 3.1.0\n{% endif %}\n",
            "openapi: 3.1.0\npaths:\n{% for path in paths %}\n  {{ path }}:\n{% endfor %}\n",
            // ERB.
            "<% if on %>\nopenapi: 3.1.0\n<% end %>\n",
            "openapi: 3.1.0\npaths:\n<% paths.each do |path| %>\n  /a: {}\n<% end %>\n",
            // ytt.
            "#@ load(\"@ytt:data\", \"data\")\nopenapi: 3.1.0\n",
            "openapi: 3.1.0\ninfo:\n  #@overlay/match missing_ok=True\n  title: t\n",
        ];
        for text in table {
            assert_eq!(code(text), Some("template"), "{text}");
        }
    }

    #[test]
    fn documents_that_speak_of_templates_are_none() {
        let fine = [
            "openapi: 3.1.0\ninfo: {description: 'Write {{ name }}.'}\n",
            "openapi: 3.1.0\ninfo:\n  description: |\n    {{ name }}\n    #@ data\n",
            "openapi: 3.1.0\n# @ no mark\n#@no mark either\n",
        ];
        for text in fine {
            assert_eq!(code(text), None, "{text}");
        }
        let wrong = [
            "info:\n  description: |\n    {{ name }}\npaths: [\n",
            "info:\n  description: |\n    {{ name }}\n\tpaths: {}\n",
            "info: {description: 'Write {{ name }}.', title: t\npaths: {}\n",
            "{\"description\": \"{{ name }}\",}",
        ];
        for text in wrong {
            assert_eq!(code(text), Some("syntax"), "{text}");
        }
    }
}
