//! Names and texts: short ordinary ones, and pieces that mean something in Markdown, in tables, in
//! shells and in URLs.

use arbitrary::Result;

use crate::Generator;

const NAMES: &[&str] = &[
    "a",
    "b",
    "id",
    "id",
    "0",
    "7",
    "created_at",
    "a.b",
    "a b",
    "a|b",
    "",
    "x-y",
    "é",
    "日本",
    "a`b",
    "a\nb",
    "a\rb",
    "a\\",
    "a/b~c",
    "{x}",
    "*",
    "ID",
    "😀",
    "[]",
    "<b>",
    "\\|",
    "&",
    "'",
];

const PIECES: &[&str] = &[
    "word ",
    "Some text. ",
    "ID ",
    "url ",
    "|",
    "\\",
    "\\|",
    "`",
    "``",
    "```",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    "    ",
    "*",
    "_",
    "** ",
    "[x](y)",
    "<br>",
    "<!--",
    "-->",
    "{{x}}",
    "'",
    "\"",
    "»",
    "é",
    "日本",
    "😀",
    "\u{2028}",
    "\u{a0}",
    "\0",
    "#",
    ": ",
    " #",
    "- ",
    "~~~",
    "---",
    "|---|",
    "&",
    "%",
    "$(x)",
    "{id}",
    "://",
    "text/plain",
    "e\u{301}",
    "\u{feff}",
    "x-apidocgen:skip",
    "Swagger notice:",
    "undefined",
];

impl Generator<'_, '_> {
    /// A name, perhaps an odd one.
    pub(crate) fn name(&mut self) -> Result<String> {
        self.choose(NAMES).map(str::to_owned)
    }

    /// A text of a few pieces, in rare cases a long one.
    pub(crate) fn text(&mut self) -> Result<String> {
        let mut text = String::new();
        for _ in 0..self.count(5)? {
            text.push_str(self.choose(PIECES)?);
        }
        if self.once_in(32)? {
            text = text.repeat(self.bytes.int_in_range(1..=100)?);
        }
        Ok(text)
    }

    /// A text that stands outside of tables.
    pub(crate) fn prose(&mut self) -> Result<String> {
        if self.once_in(2)? { self.text() } else { Ok("Words.".to_owned()) }
    }
}
