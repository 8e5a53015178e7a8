//! Problems of the redirects.

pub(super) mod chain;
pub(super) mod cycle;
pub(super) mod dead_anchor;
pub(super) mod dead_target;
pub(super) mod duplicate;
mod follow;
pub(super) mod lost_anchor;
pub(super) mod lost_page;
pub(super) mod open;
pub(super) mod shadowed;
pub(super) mod still_there;
pub(super) mod unknown_history;

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Redirects;
use crate::facts::redirects::Rule;

problem_code! {
    /// The redirects are written for several servers. mdBook's table supports paths and fragments
    /// but no placeholders, because its redirects are pages; nginx and the server's own table
    /// support neither rewrites (200) nor 404. A rule that was silently left out would be a dead
    /// link on one of the hosts.
    ///
    /// Write the rule in a way that every format supports (one rule for each page instead of `*`),
    /// or remove the product for that format from `sourcebook.toml`.
    pub static UNSUPPORTED_REDIRECT = "unsupported-redirect", Error,
        "a redirect rule cannot be expressed in a format that the project uses";
}

/// The problem of such a rule.
pub fn unsupported_redirect(
    redirects: &Redirects,
    rule: &Rule,
    dialect: &str,
    reason: &str,
) -> Diagnostic {
    let message = format!("{dialect} cannot express line {} of the redirects: {reason}", rule.line);
    Diagnostic::new(&UNSUPPORTED_REDIRECT, message)
        .at(redirects.place(rule.span), format!("not possible in {dialect}"))
        .help("write the rule in another way, or remove the product for that format")
}
