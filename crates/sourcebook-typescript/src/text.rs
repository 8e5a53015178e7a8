//! Texts of types, and where they need parentheses.

/// A type as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Type {
    pub(crate) text: String,
    kind: Kind,
}

/// What a type is made with; those with operators stand in parentheses inside of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A name, a literal, an object.
    Whole,
    /// `A & B`.
    Intersection,
    /// `A | B`.
    Union,
    /// `readonly A[]`.
    List,
}

impl Type {
    /// A type that never needs parentheses.
    pub(crate) fn whole(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: Kind::Whole }
    }

    /// What nothing is known of.
    pub(crate) fn unknown() -> Self {
        Self::whole("unknown")
    }

    /// What has no value.
    pub(crate) fn never() -> Self {
        Self::whole("never")
    }

    pub(crate) fn is_unknown(&self) -> bool {
        self.text == "unknown"
    }

    /// A list of values.
    pub(crate) fn list(self) -> Self {
        Self::whole(if self.kind == Kind::Whole {
            self.text + "[]"
        } else {
            format!("({})[]", self.text)
        })
    }

    /// A list or a tuple that nobody changes.
    pub(crate) fn readonly(self) -> Self {
        Self { text: format!("readonly {}", self.text), kind: Kind::List }
    }

    /// An item of a tuple that may be missing.
    pub(crate) fn optional(self) -> String {
        if self.kind == Kind::Whole { self.text + "?" } else { format!("({})?", self.text) }
    }

    /// Any one of these types, each said once; `unknown` takes all.
    pub(crate) fn union(types: impl IntoIterator<Item = Self>) -> Self {
        let mut known: Vec<Self> = Vec::new();
        for one in types {
            if one.is_unknown() {
                return one;
            }
            if one.text != "never" && !known.contains(&one) {
                known.push(one);
            }
        }
        match known.len() {
            0 => Self::never(),
            1 => known.remove(0),
            _ => {
                let parts: Vec<String> =
                    known.into_iter().map(|one| one.within(Kind::Union)).collect();
                Self { text: parts.join(" | "), kind: Kind::Union }
            }
        }
    }

    /// All of these types at once; `unknown` adds nothing.
    pub(crate) fn intersection(types: impl IntoIterator<Item = Self>) -> Self {
        let mut known: Vec<Self> = Vec::new();
        for one in types.into_iter().filter(|one| !one.is_unknown()) {
            if !known.contains(&one) {
                known.push(one);
            }
        }
        match known.len() {
            0 => Self::unknown(),
            1 => known.remove(0),
            _ => {
                let parts: Vec<String> =
                    known.into_iter().map(|one| one.within(Kind::Intersection)).collect();
                Self { text: parts.join(" & "), kind: Kind::Intersection }
            }
        }
    }

    /// The text inside of a type with an operator.
    fn within(self, outer: Kind) -> String {
        let binds = match outer {
            Kind::Union => true,
            Kind::Intersection => matches!(self.kind, Kind::Whole | Kind::Intersection),
            Kind::Whole | Kind::List => self.kind == Kind::Whole,
        };
        if binds { self.text } else { format!("({})", self.text) }
    }
}

/// A text as a literal.
pub(crate) fn quoted(text: &str) -> String {
    sourcebook_model::document::Value::string(text).to_compact_json()
}

/// The name of a member, quoted where it is no identifier.
pub(crate) fn key(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { quoted(name) }
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, '_' | '$'))
        && letters.all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_stand_in_parentheses_where_they_would_mean_something_else() {
        let a = || Type::whole("A");
        let b = || Type::whole("B");
        let either = || Type::union([a(), b()]);
        let both = || Type::intersection([a(), b()]);
        let table = [
            (either().list().readonly(), "readonly (A | B)[]"),
            (a().list().readonly().list().readonly(), "readonly (readonly A[])[]"),
            (a().list().list(), "A[][]"),
            (Type::union([a().list().readonly(), b()]), "readonly A[] | B"),
            (Type::intersection([either(), Type::whole("C")]), "(A | B) & C"),
            (Type::union([both(), Type::whole("C")]), "A & B | C"),
            (Type::union([a(), a(), Type::never()]), "A"),
            (Type::union([a(), Type::unknown()]), "unknown"),
            (Type::intersection([a(), Type::unknown()]), "A"),
            (Type::union([]), "never"),
        ];
        for (made, expected) in table {
            assert_eq!(made.text, expected);
        }
    }

    #[test]
    fn members_that_are_no_identifiers_are_quoted() {
        let table = [
            ("a", "a"),
            ("$a_1", "$a_1"),
            ("with-dash", "\"with-dash\""),
            ("2fa", "\"2fa\""),
            ("", "\"\""),
        ];
        for (name, expected) in table {
            assert_eq!(key(name), expected);
        }
    }
}
