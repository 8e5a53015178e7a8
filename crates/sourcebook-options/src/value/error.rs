//! Why a value is not taken.

/// Why a value is not taken.
///
/// Each message is a predicate, to be put behind "`TEXT`" or "the value"; none contains the value,
/// which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// It does not have the form of its kind.
    #[error("is not a valid {expected}{}", because(reason.as_deref()))]
    Malformed {
        /// What is expected: `URL`, `size in bytes`.
        expected: &'static str,
        /// What is wrong about it, if more can be said.
        reason: Option<String>,
        /// How to write it.
        help: &'static str,
    },
    /// It would be right without the white space around it.
    #[error("has leading or trailing white space")]
    Spaces,
    /// It is too small or too large.
    #[error("is out of range: {0}")]
    OutOfRange(String),
    /// It is none of the words to choose from.
    #[error("is not one of {}", choices.join(", "))]
    UnknownWord {
        /// The words to choose from.
        choices: &'static [&'static str],
        /// The word that is most like it.
        nearest: Option<&'static str>,
    },
    /// The option's own check refuses it.
    #[error("cannot be used: {0}")]
    Unusable(&'static str),
    /// YAML has another kind of node there.
    #[error("must be {wanted}, not {found}")]
    WrongNode {
        /// What YAML has, with its article.
        found: &'static str,
        /// What is expected, with its article.
        wanted: &'static str,
    },
    /// A flag that takes one value is there more than once.
    #[error("is set {0} times")]
    Repeated(usize),
    /// It is not text.
    #[error("is not valid UTF-8")]
    NotText,
    /// A list has an item with nothing in it.
    #[error("is empty")]
    EmptyItem,
    /// A structure lacks a member.
    #[error("has no `{0}`")]
    MissingMember(&'static str),
    /// A structure has a member that it should not have.
    #[error("is not a member of `{structure}`")]
    UnknownMember {
        /// The structure's name.
        structure: &'static str,
        /// The member that is most like it.
        nearest: Option<&'static str>,
        /// All members.
        members: Vec<&'static str>,
    },
    /// A list has two items with one key.
    #[error("is used twice: each item must have a different `{key}`")]
    Duplicate {
        /// The member that must differ.
        key: &'static str,
    },
    /// It names a variable that is not set.
    #[error("refers to the variable ${0}, which is not set")]
    NoVariable(String),
    /// It names a file with a secret that cannot be used.
    #[error("refers to a file that cannot be used: {reason}")]
    UnusableFile {
        /// What is wrong, with the path.
        reason: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// A kind that only YAML can hold was given as text.
    #[error("is text, but this setting can be set only in the YAML file")]
    OnlyYaml,
}

fn because(reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| format!(": {reason}"))
}

impl ValueError {
    /// What to do about it, where that does not go without saying.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Malformed { help, .. } => Some((*help).to_owned()),
            Self::Spaces => Some("remove the surrounding white space".to_owned()),
            Self::UnknownWord { nearest, .. } => {
                nearest.map(|nearest| format!("did you mean `{nearest}`?"))
            }
            Self::Repeated(_) => Some("set it only once".to_owned()),
            Self::WrongNode { wanted: "a list", .. } => {
                Some("write each item on its own line: `- ITEM`".to_owned())
            }
            Self::EmptyItem => Some("write the item, or remove the line".to_owned()),
            Self::MissingMember(name) => Some(format!("add `{name}: …`")),
            Self::UnknownMember { nearest: Some(nearest), .. } => {
                Some(format!("did you mean `{nearest}`?"))
            }
            Self::UnknownMember { members, .. } => {
                Some(format!("the members are {}", members.join(", ")))
            }
            Self::UnusableFile { help, .. } => help.clone(),
            Self::NoVariable(name) => Some(format!(
                "set ${name} in the environment of the program, or write `$${{` for a literal `${{`"
            )),
            Self::OutOfRange(_)
            | Self::Unusable(_)
            | Self::Duplicate { .. }
            | Self::WrongNode { .. }
            | Self::NotText
            | Self::OnlyYaml => None,
        }
    }

    /// The same, or [`ValueError::Spaces`] where the text without them would be taken.
    pub(crate) fn with_spaces_explained(self, text: &str, taken: impl Fn(&str) -> bool) -> Self {
        let trimmed = text.trim();
        let is_about_spaces = trimmed.len() < text.len() && !trimmed.is_empty() && taken(trimmed);
        if is_about_spaces { Self::Spaces } else { self }
    }
}
