//! The rules that fix something, in the order in which the linter reports their problems.

mod blank_lines;
mod blank_surroundings;
mod block_quote;
mod code_span;
mod commands;
mod definitions;
mod emphasis_spaces;
mod emphasis_style;
mod final_newline;
mod heading_indent;
mod heading_marks;
mod heading_punctuation;
mod link_text;
mod list_bullets;
mod list_indent;
mod list_spaces;
mod reversed_links;
mod tabs;
mod trailing_spaces;

use super::{block::Blocks, edit::Edits, inline::Inlines, page::Page, survey::Survey};

/// All that a rule can look at.
pub(super) struct Context<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) survey: &'a Survey,
    pub(super) blocks: &'a Blocks,
    pub(super) inlines: &'a Inlines,
}

type Rule = fn(&Context, &mut Edits);

/// The rules by the names that the linter gives them.
const RULES: [(&str, Rule); 27] = [
    ("MD004", list_bullets::same_bullet),
    ("MD005", list_indent::numbered),
    ("MD007", list_indent::bullets),
    ("MD009", trailing_spaces::check),
    ("MD010", tabs::check),
    ("MD011", reversed_links::check),
    ("MD012", blank_lines::check),
    ("MD014", commands::check),
    ("MD018", heading_marks::missing_space),
    ("MD019", heading_marks::spaces_after_opening),
    ("MD020", heading_marks::missing_space_when_closed),
    ("MD021", heading_marks::spaces_when_closed),
    ("MD022", blank_surroundings::headings),
    ("MD023", heading_indent::check),
    ("MD026", heading_punctuation::check),
    ("MD027", block_quote::check),
    ("MD030", list_spaces::check),
    ("MD031", blank_surroundings::code_blocks),
    ("MD032", blank_surroundings::lists),
    ("MD037", emphasis_spaces::check),
    ("MD038", code_span::check),
    ("MD039", link_text::check),
    ("MD047", final_newline::check),
    ("MD049", emphasis_style::emphasis),
    ("MD050", emphasis_style::strong),
    ("MD053", definitions::check),
    ("MD058", blank_surroundings::tables),
];

/// Adds the fixes of all rules.
pub(super) fn run(context: &Context, edits: &mut Edits) {
    for (_, rule) in RULES {
        rule(context, edits);
    }
}
