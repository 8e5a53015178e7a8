//! Comments in the notation of `JSDoc`: descriptions, defaults, examples, limits.

use sourcebook_model::view::{Bounds, Meet, Notes};

use crate::types::Types;

impl Types<'_, '_> {
    /// What is said of a place, line by line: of a named schema only what stands beside it, since its own
    /// type says the rest.
    pub(crate) fn words(&self, meet: Meet) -> Vec<String> {
        let shape = match self.views.name(meet) {
            Some(_) => self.views.beside(meet),
            None => self.views.shape(meet),
        };
        lines(&shape.notes, &shape.bounds, &shape.formats)
    }
}

/// The lines of a comment.
pub(crate) fn lines(notes: &Notes<'_>, bounds: &Bounds<'_>, formats: &[&str]) -> Vec<String> {
    let text = notes.description.or(notes.title).unwrap_or_default().trim();
    let mut lines: Vec<String> = text.lines().map(|line| line.trim_end().to_owned()).collect();
    let mut tags = Vec::new();
    tags.extend(notes.default.map(|value| format!("@default {}", value.to_compact_json())));
    let example = notes.examples.first();
    tags.extend(example.map(|value| format!("@example {}", value.to_compact_json())));
    tags.extend(formats.iter().map(|format| format!("@format {format}")));
    tags.extend(limits(bounds));
    tags.extend(notes.deprecated.then(|| "@deprecated".to_owned()));
    if !lines.is_empty() && !tags.is_empty() {
        lines.push(String::new());
    }
    lines.extend(tags);
    lines
}

fn limits(bounds: &Bounds<'_>) -> Vec<String> {
    let mut tags = Vec::new();
    let numbers = [
        (bounds.least, "minimum", "exclusiveMinimum"),
        (bounds.most, "maximum", "exclusiveMaximum"),
    ];
    for (bound, inclusive, exclusive) in numbers {
        let Some(bound) = bound else { continue };
        let name = if bound.is_exclusive { exclusive } else { inclusive };
        tags.push(format!("@{name} {}", bound.value.as_str()));
    }
    tags.extend(bounds.multiples.iter().map(|of| format!("@multipleOf {}", of.as_str())));
    let counts = [
        ("minLength", bounds.min_length),
        ("maxLength", bounds.max_length),
        ("minItems", bounds.min_items),
        ("maxItems", bounds.max_items),
        ("minProperties", bounds.min_members),
        ("maxProperties", bounds.max_members),
    ];
    let counts = counts.into_iter().filter_map(|(name, count)| Some((name, count?)));
    tags.extend(counts.map(|(name, count)| format!("@{name} {count}")));
    tags.extend(bounds.patterns.iter().map(|pattern| format!("@pattern {pattern}")));
    tags.extend(bounds.unique_items.then(|| "@uniqueItems".to_owned()));
    tags
}

/// Writes a comment before what stands with an indentation; nothing where there are no lines.
pub(crate) fn comment(text: &mut String, indent: &str, lines: &[String]) {
    let escaped = |line: &String| line.replace("*/", "*\\/");
    match lines {
        [] => {}
        [line] => text.extend([indent, "/** ", &escaped(line), " */\n"]),
        lines => {
            text.push_str(indent);
            text.push_str("/**\n");
            for line in lines {
                text.push_str(format!("{indent} * {}", escaped(line)).trim_end());
                text.push('\n');
            }
            text.push_str(indent);
            text.push_str(" */\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_where_it_is_meant_to() {
        let table: [(&[&str], &str); 3] = [
            (&[], ""),
            (&["ends with */ here"], "  /** ends with *\\/ here */\n"),
            (&["one", "", "@deprecated"], "  /**\n   * one\n   *\n   * @deprecated\n   */\n"),
        ];
        for (lines, expected) in table {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            let mut text = String::new();
            comment(&mut text, "  ", &lines);
            assert_eq!(text, expected);
        }
    }
}
