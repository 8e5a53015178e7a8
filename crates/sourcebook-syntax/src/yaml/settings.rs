//! The restricted form of YAML for settings: nothing that would let one place of the file change what
//! another one means.

use granit_parser::{Event, ScalarStyle, Tag};

use super::Reader;
use crate::codes::{NESTING_TOO_DEEP, SYNTAX};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::tree::{Kind, SyntaxError, Tree};

/// Maximum number of levels of values in each other.
pub(super) const MAX_DEPTH: usize = 64;

/// A part of YAML that settings cannot use: what is said about it, what the marked place is, and what
/// to do.
pub(super) struct Unsupported {
    code: &'static Code,
    message: &'static str,
    label: &'static str,
    help: &'static str,
}

impl Unsupported {
    const fn new(message: &'static str, label: &'static str, help: &'static str) -> Self {
        Self { code: &SYNTAX, message, label, help }
    }

    pub(super) fn at(&self, span: Span) -> SyntaxError {
        let Self { code, message, label, help } = *self;
        let (message, label) = (message.to_owned(), label.to_owned());
        SyntaxError { code, span, message, label, help: Some(help.to_owned()) }
    }
}

const SECOND_DOCUMENT: Unsupported = Unsupported::new(
    "the file has more than one document",
    "the second starts here",
    "keep only one document",
);
const NO_MAPPING: Unsupported = Unsupported::new(
    "the file is not a mapping",
    "this is not `key: value`",
    "write `key: value` lines",
);
const ALIAS: Unsupported =
    Unsupported::new("aliases are not supported", "this is an alias", "write out the value");
const MERGE_KEY: Unsupported = Unsupported::new(
    "merge keys are not supported",
    "this is a merge key",
    "write out the settings",
);
const TAG: Unsupported = Unsupported::new(
    "tags are not supported",
    "this value has a tag",
    "remove the tag before the value",
);
const KEY_IS_NO_TEXT: Unsupported = Unsupported::new(
    "a key is not text",
    "this key is a list or mapping",
    "use the name of a setting",
);
pub(super) const TOO_DEEP: Unsupported = Unsupported {
    code: &NESTING_TOO_DEEP,
    message: "the file is nested too deeply",
    label: "more than 64 levels",
    help: "no setting is nested this deeply",
};

/// Rejects an event of the parser that settings cannot use. The value has one span, its tag another.
pub(super) fn check_event(
    event: &Event<'_>,
    span: Span,
    tag_span: Span,
    reader: &Reader,
) -> Result<(), SyntaxError> {
    let wants_key = reader.builder.wants_key();
    let (is_start, tag) = match event {
        Event::DocumentStart(..) if reader.documents > 0 => return Err(SECOND_DOCUMENT.at(span)),
        Event::Alias(_) => return Err(ALIAS.at(span)),
        Event::Scalar(text, style, _, tag) => {
            let is_merge_key = *style == ScalarStyle::Plain && text == "<<" && wants_key;
            if is_merge_key {
                return Err(MERGE_KEY.at(span));
            }
            (false, tag)
        }
        Event::SequenceStart(_, _, tag) | Event::MappingStart(_, _, tag) => (true, tag),
        _ => return Ok(()),
    };
    if has_foreign_tag(tag.as_deref()) {
        Err(TAG.at(tag_span))
    } else if is_start && wants_key {
        Err(KEY_IS_NO_TEXT.at(span))
    } else if is_start && reader.builder.depth() == MAX_DEPTH {
        Err(TOO_DEEP.at(span))
    } else {
        Ok(())
    }
}

/// Tags of YAML's own schema say what the text says anyway; others have no meaning here.
fn has_foreign_tag(tag: Option<&Tag>) -> bool {
    tag.is_some_and(|tag| tag.parts().0 != "tag:yaml.org,2002:")
}

/// Rejects a root that is anything but a mapping or nothing.
pub(super) fn check_root(tree: &Tree) -> Result<(), SyntaxError> {
    match tree.root().kind() {
        Kind::Object(..) | Kind::Null => Ok(()),
        _ => Err(NO_MAPPING.at(tree.root().span())),
    }
}

#[cfg(test)]
mod tests;
