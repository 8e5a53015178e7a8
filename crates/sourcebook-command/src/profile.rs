//! On what the default output and the compatible one differ: every decision, in one place.

/// Which rules the texts follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// The layout without the defects of the other: what is hidden is in no text, what is deprecated is
    /// marked.
    #[default]
    Default,
    /// The bytes that Coder's library prints, defects included.
    Coder,
}

impl Profile {
    fn is_default(self) -> bool {
        self == Self::Default
    }

    /// The width of a character: columns of a terminal, or one each.
    pub(crate) fn width(self, character: char) -> usize {
        match self {
            Self::Default => unicode_width::UnicodeWidthChar::width(character).unwrap_or(1),
            Self::Coder => 1,
        }
    }

    /// The width of a name in the column of names: columns of a terminal, or bytes.
    pub(crate) fn name_width(self, name: &str) -> usize {
        match self {
            Self::Default => unicode_width::UnicodeWidthStr::width(name),
            Self::Coder => name.len(),
        }
    }

    /// Whether a line is left empty where nothing but white space stands before a word that is
    /// nearly too long for it.
    pub(crate) fn breaks_empty_lines(self) -> bool {
        !self.is_default()
    }

    /// Whether help keeps white space at the ends of its lines: behind headings, and on empty
    /// lines of indented texts.
    pub(crate) fn keeps_trailing_space(self) -> bool {
        !self.is_default()
    }

    /// Whether a heading follows an option without a description, and the rule of the footer
    /// such a section, without an empty line between.
    pub(crate) fn crowds_headings(self) -> bool {
        !self.is_default()
    }

    /// Whether the rule above the footer stands there without a footer.
    pub(crate) fn rules_off_nothing(self) -> bool {
        !self.is_default()
    }

    /// Whether hidden commands widen the column of names.
    pub(crate) fn measures_hidden_commands(self) -> bool {
        !self.is_default()
    }

    /// Whether everything that is deprecated is marked; else only described options in help are.
    pub fn marks_deprecated(self) -> bool {
        self.is_default()
    }

    /// A text as it is wrapped: as declared, or without white space around it.
    pub(crate) fn trimmed(self, text: &str) -> &str {
        if self.is_default() { text.trim() } else { text }
    }

    /// Whether an option without a flag shows another name in its place.
    pub(crate) fn names_options_without_flag(self) -> bool {
        self.is_default()
    }

    /// The text that stands for the line breaks in the description of a group in help.
    pub(crate) fn joins_lines_by(self) -> &'static str {
        if self.is_default() { " " } else { "" }
    }

    /// Whether hidden options stand in the sample configuration.
    pub fn samples_hidden_options(self) -> bool {
        !self.is_default()
    }

    /// What stands between the choices of a type in a comment of the sample configuration.
    pub(crate) fn comment_choices(self) -> &'static str {
        if self.is_default() { "|" } else { r"\|" }
    }

    /// Whether each level of the sample configuration has the description of the group at this
    /// level; else that of the innermost group of the option that creates the level.
    pub(crate) fn describes_levels_by_depth(self) -> bool {
        self.is_default()
    }

    /// Whether an empty line of a comment is marked as one.
    pub(crate) fn marks_empty_comment_lines(self) -> bool {
        self.is_default()
    }

    /// Whether values that have no type in YAML are quoted where they look like another type.
    pub(crate) fn quotes_untyped_values(self) -> bool {
        self.is_default()
    }
}
