//! Why a value is not taken.

/// Why a value is not taken.
///
/// Each message is a predicate, to be put behind "`TEXT`" or "the value"; none contains the value,
/// which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// It does not have the form of its kind.
    #[error("is not {expected}{}", because(reason.as_deref()))]
    Malformed {
        /// What is wanted, with its article.
        expected: &'static str,
        /// What is wrong about it, if more can be said.
        reason: Option<String>,
        /// How to write it.
        help: &'static str,
    },
    /// It would be right without the white space around it.
    #[error("has white space around it")]
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
    #[error("is {found} where {wanted} is wanted")]
    WrongNode {
        /// What YAML has, with its article.
        found: &'static str,
        /// What is wanted, with its article.
        wanted: &'static str,
    },
    /// A flag that takes one value is there more than once.
    #[error("is given {0} times")]
    Repeated(usize),
    /// It is not text.
    #[error("is not UTF-8 text")]
    NotText,
    /// A list has an item with nothing in it.
    #[error("is empty")]
    EmptyItem,
    /// A structure lacks a member.
    #[error("has no `{0}`")]
    MissingMember(&'static str),
    /// A structure has a member that it should not have.
    #[error("is no member of `{structure}`")]
    UnknownMember {
        /// The structure's name.
        structure: &'static str,
        /// The member that is most like it.
        nearest: Option<&'static str>,
        /// All members.
        members: Vec<&'static str>,
    },
    /// A list has two items with one key.
    #[error("is there twice: `{key}` must differ from item to item")]
    Duplicate {
        /// The member that must differ.
        key: &'static str,
    },
    /// It names a variable that is not set.
    #[error("names the variable ${0}, which is not set")]
    NoVariable(String),
    /// A kind that only YAML can hold was given as text.
    #[error("is text, but this setting can only be written in the YAML file")]
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
            Self::Spaces => Some("remove the white space".to_owned()),
            Self::UnknownWord { nearest, .. } => {
                nearest.map(|nearest| format!("the nearest is `{nearest}`"))
            }
            Self::Repeated(_) => Some("give it once".to_owned()),
            Self::WrongNode { wanted: "a list", .. } => {
                Some("write each item on a line of its own: `- ITEM`".to_owned())
            }
            Self::EmptyItem => Some("write the item, or remove its line".to_owned()),
            Self::MissingMember(name) => Some(format!("add `{name}: …`")),
            Self::UnknownMember { nearest: Some(nearest), .. } => {
                Some(format!("the nearest member is `{nearest}`"))
            }
            Self::UnknownMember { members, .. } => {
                Some(format!("its members are {}", members.join(", ")))
            }
            Self::NoVariable(name) => {
                Some(format!("set ${name} for the program; `$${{` stands for `${{` itself"))
            }
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
