//! The two sides of a rule: a pattern of path segments, and a target into which captures are set.
//!
//! The notation is Netlify's: `:name` stands for one segment, a final `*` for the rest of the path,
//! and the target repeats them as `:name` and `:splat`.

/// One segment of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// This text.
    Literal(String),
    /// Any one segment, captured under this name.
    Placeholder(String),
    /// Everything that is left, also nothing; captured as `splat`.
    Splat,
}

/// What a path must look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Segment by segment; none for the root.
    pub segments: Vec<Segment>,
}

/// Why a text is not a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It does not begin with a slash.
    #[error("a path must start with `/`")]
    Relative,
    /// `*` stands elsewhere than at the end, or is part of a segment.
    #[error("`*` matches the rest of a path, so it must be the whole last segment")]
    Splat,
    /// A placeholder without a name, or with other characters than letters, digits and `_`.
    #[error(
        "`{0}` is not a placeholder: a placeholder is `:` and a name of letters, digits and `_`"
    )]
    Placeholder(String),
    /// A name that is captured twice.
    #[error("`:{0}` appears twice")]
    Twice(String),
}

/// What was captured: names and texts.
pub type Captures<'a> = Vec<(&'a str, String)>;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if !text.starts_with('/') {
            return Err(PatternError::Relative);
        }
        let parts: Vec<_> = split(text).collect();
        let mut segments = Vec::with_capacity(parts.len());
        let mut names = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let segment = if *part == "*" && at + 1 == parts.len() {
                Segment::Splat
            } else if part.contains('*') {
                return Err(PatternError::Splat);
            } else if let Some(name) = part.strip_prefix(':') {
                if !is_name(name) {
                    return Err(PatternError::Placeholder((*part).to_owned()));
                }
                if name == "splat" || names.contains(&name) {
                    return Err(PatternError::Twice(name.to_owned()));
                }
                names.push(name);
                Segment::Placeholder(name.to_owned())
            } else {
                Segment::Literal((*part).to_owned())
            };
            segments.push(segment);
        }
        Ok(Self { segments })
    }

    /// What a path is captured as, when the pattern fits it. Empty segments do not count, so that
    /// nothing that is captured can begin with a slash and lead to another host.
    pub fn matches(&self, path: &str) -> Option<Captures<'_>> {
        let mut parts = split(path);
        let mut captures = Vec::new();
        for segment in &self.segments {
            match segment {
                Segment::Splat => {
                    let rest: Vec<_> = parts.by_ref().collect();
                    captures.push(("splat", rest.join("/")));
                }
                Segment::Placeholder(name) => captures.push((name, parts.next()?.to_owned())),
                Segment::Literal(text) if parts.next() == Some(text) => {}
                Segment::Literal(_) => return None,
            }
        }
        parts.next().is_none().then_some(captures)
    }

    /// Whether every path that `other` fits is fitted by this one too.
    pub fn covers(&self, other: &Self) -> bool {
        let mut theirs = other.segments.iter();
        for ours in &self.segments {
            match (ours, theirs.next()) {
                (Segment::Splat, _) => return true,
                (Segment::Placeholder(_), Some(Segment::Literal(_) | Segment::Placeholder(_))) => {}
                (Segment::Literal(one), Some(Segment::Literal(other))) if one == other => {}
                _ => return false,
            }
        }
        theirs.next().is_none()
    }

    /// The names that it captures.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Literal(_) => None,
            Segment::Placeholder(name) => Some(name.as_str()),
            Segment::Splat => Some("splat"),
        })
    }

    /// Whether it fits one path only.
    pub fn is_literal(&self) -> bool {
        self.segments.iter().all(|segment| matches!(segment, Segment::Literal(_)))
    }
}

/// Where a rule leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Texts, and names of captures between them.
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Capture(String),
}

/// Why a text is not a target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Neither a path nor a URL.
    #[error("a target must be a path that starts with `/`, or an http or https URL")]
    Relative,
    /// A capture that the pattern does not make.
    #[error("`:{0}` is not captured")]
    Unknown(String),
}

impl Target {
    /// Reads the target of a pattern.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str, pattern: &Pattern) -> Result<Self, TargetError> {
        let is_path = text.starts_with('/') && !text.starts_with("//");
        if !is_path && host(text).is_none() {
            return Err(TargetError::Relative);
        }
        let mut parts = Vec::new();
        let start = text.find("://").map_or(0, |at| at + 3);
        let (mut plain, mut rest) = (text[..start].to_owned(), &text[start..]);
        while let Some(at) = rest.find("/:") {
            plain.push_str(&rest[..=at]);
            rest = &rest[at + 2..];
            let end = rest.find(|letter: char| !is_name_letter(letter)).unwrap_or(rest.len());
            let name = &rest[..end];
            if !pattern.names().any(|known| known == name) {
                return Err(TargetError::Unknown(name.to_owned()));
            }
            parts.push(Part::Text(std::mem::take(&mut plain)));
            parts.push(Part::Capture(name.to_owned()));
            rest = &rest[end..];
        }
        plain.push_str(rest);
        parts.push(Part::Text(plain));
        Ok(Self { parts })
    }

    /// The target with what was captured.
    pub fn fill(&self, captures: &[(&str, String)]) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Capture(name) => {
                    let found = captures.iter().find(|(known, _)| known == name);
                    text.push_str(found.map_or("", |(_, text)| text));
                }
            }
        }
        text
    }

    /// The target with each capture written by `write`, for other notations.
    pub fn write(&self, write: impl Fn(&str) -> String, plain: impl Fn(&str) -> String) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => plain(text),
            Part::Capture(name) => write(name),
        });
        parts.collect()
    }

    /// Whether it is the same for every path.
    pub fn is_literal(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Text(_)))
    }
}

/// The host of a URL of http or https.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty()).then_some(host)
}

/// The segments of a path; browsers take `\\` for `/`.
fn split(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\']).filter(|part| !part.is_empty())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_name_letter)
}

fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}
