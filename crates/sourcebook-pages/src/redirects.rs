//! The redirect table: which old path leads where.

mod pattern;

use serde::{Deserialize, Serialize};

pub use pattern::{Captures, Pattern, PatternError, Segment, Target, TargetError, host};

/// The version of the table's shape that is read and written.
pub const VERSION: u32 = 1;

/// One rule of the table, as it is written in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The old path below the site's root: `/install/offline`, `/blog/:year/*`.
    pub from: String,
    /// The new path, or a URL: `/install/airgap#docs`, `/news/:year/:splat`.
    pub to: String,
    /// The HTTP status: 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Whether the rule wins over a page that is still there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub force: bool,
}

/// The table, as it is written in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// [`VERSION`].
    pub version: u32,
    /// The rules, the first that matches wins.
    pub rules: Vec<Rule>,
}

/// Where a request is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// A path below the site's root (`/…`), or a whole URL.
    pub to: String,
    /// The HTTP status.
    pub status: u16,
    /// Whether the redirect wins over a page that is still there.
    pub force: bool,
}

impl Location {
    /// Whether it leads to another host; otherwise the server puts its own prefix before the path.
    pub fn is_external(&self) -> bool {
        !self.to.starts_with('/')
    }
}

/// Why a text is not a redirect table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It is not the JSON of a table.
    #[error("the redirect table cannot be read: {0}; run `sourcebook gen` to rewrite it")]
    Json(#[from] serde_json::Error),
    /// Its shape is of another version.
    #[error(
        "the redirect table has version {0}, but this server reads version {VERSION}; write it with \
         the Sourcebook of the server's release"
    )]
    Version(u32),
    /// A rule cannot be used.
    #[error("rule {at} of the redirect table, from `{from}`: {reason}")]
    Rule {
        /// Its number, from 1.
        at: usize,
        /// Its source.
        from: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// A redirect table that is ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Table {
    rules: Vec<Compiled>,
}

#[derive(Debug, Clone)]
struct Compiled {
    from: Pattern,
    to: Target,
    status: u16,
    force: bool,
}

impl Table {
    /// Reads a table that Sourcebook wrote.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn from_json(text: &str) -> Result<Self, TableError> {
        let document: Document = serde_json::from_str(text)?;
        if document.version != VERSION {
            return Err(TableError::Version(document.version));
        }
        let rules = document.rules.iter().enumerate();
        let rules = rules.map(|(at, rule)| Compiled::new(rule, at + 1));
        Ok(Self { rules: rules.collect::<Result<_, _>>()? })
    }

    /// Where a path leads, if it is redirected.
    ///
    /// `path` is the request's path below the site's root, percent-encoded as it came, without
    /// query. A trailing slash and the ending `.html` make no difference.
    pub fn find(&self, path: &str) -> Option<Location> {
        let bare = path.strip_suffix(".html").unwrap_or(path);
        self.rules.iter().find_map(|rule| {
            let captures = rule.from.matches(path).or_else(|| rule.from.matches(bare))?;
            let to = rule.to.fill(&captures);
            Some(Location { to, status: rule.status, force: rule.force })
        })
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether nothing is redirected.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

impl Compiled {
    fn new(rule: &Rule, at: usize) -> Result<Self, TableError> {
        let fail = |reason: String| TableError::Rule { at, from: rule.from.clone(), reason };
        let from = Pattern::parse(&rule.from).map_err(|error| fail(error.to_string()))?;
        let to = Target::parse(&rule.to, &from).map_err(|error| fail(error.to_string()))?;
        if !matches!(rule.status, 301 | 302 | 303 | 307 | 308) {
            return Err(fail(format!("{} is not a redirect status", rule.status)));
        }
        Ok(Self { from, to, status: rule.status, force: rule.force })
    }
}

#[cfg(test)]
mod tests;
