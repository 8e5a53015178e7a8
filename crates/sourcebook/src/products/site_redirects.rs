//! The redirects in the notations of servers: nginx, Vercel, and the server's own table.

pub mod nginx;
pub mod server;
pub mod vercel;

use super::Rendered;
use crate::artifact::Artifact;
use crate::config::{Given, Shape, text_kind};
use crate::facts::redirects::Rule;
use crate::facts::{Facts, Redirects};
use crate::problems::{missing_fact, unsupported_redirect};

/// What a product says that needs the redirects and has none.
const NO_REDIRECTS: &str =
    "write docs/_redirects, or name another file with `redirects = \"…\"` in `[facts]`";

/// A product of one dialect.
struct Dialect<'s> {
    product: &'static str,
    /// Its name in messages.
    name: &'static str,
    out: &'s str,
    /// What stands before every path: `/docs`.
    prefix: &'s str,
    write: Write,
}

/// Writes the rules that the dialect can say.
type Write = fn(&[&Rule], prefix: &str) -> String;

/// The path of the book on its host; the value has no slash at its end.
#[derive(Debug)]
pub(super) struct Prefix;
text_kind!(
    Prefix,
    Shape::Text("path on the host", Some("^(/+[A-Za-z0-9._~-]+)*/*$")),
    read_prefix,
    "The path of the book on its host."
);

fn read_prefix(given: &mut Given<'_, '_>) -> Option<String> {
    let text = given.string()?;
    let bare = text.trim_end_matches('/');
    let is_path = bare.is_empty() || bare.starts_with('/') && !bare.contains("//");
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/-._~".contains(letter);
    if !is_path || !bare.chars().all(is_plain) {
        let help = "write a path that starts with `/`: `prefix = \"/docs\"`";
        given.reject(format!("`{text}` is not a path"), help);
        return None;
    }
    Some(bare.to_owned())
}

impl Dialect<'_> {
    /// The artifact, and a problem for each rule that `reject` gives a reason for.
    fn render(&self, facts: &Facts, reject: fn(&Rule) -> Option<&'static str>) -> Rendered {
        let Some(redirects) = &facts.redirects else {
            let problem = missing_fact(self.product, "redirects", NO_REDIRECTS).into();
            return Rendered { artifacts: Vec::new(), problems: vec![problem] };
        };
        let mut problems = Vec::new();
        let mut rules = Vec::new();
        for rule in &redirects.rules {
            let reason = match &rule.fragment {
                Some(_) => lost_fragment(redirects, rule),
                None => reject(rule),
            };
            match reason {
                Some(reason) => {
                    problems.push(unsupported_redirect(redirects, rule, self.name, reason).into());
                }
                None if rule.fragment.is_none() => rules.push(rule),
                None => {}
            }
        }
        let contents = (self.write)(&rules, self.prefix).into_bytes();
        let artifact =
            Artifact { path: self.out.to_owned(), contents, made_by: self.product.into() };
        Rendered { artifacts: vec![artifact], problems }
    }
}

/// A server never sees a fragment. The browser carries it over to the page that the server names,
/// and there the book's script follows it: on a page of another host nothing does.
fn lost_fragment(redirects: &Redirects, rule: &Rule) -> Option<&'static str> {
    let page = redirects.rule_for(&rule.from)?;
    page.is_external().then_some(
        "a server never sees a fragment, and the rule for the page leads to another host, where \
         no script of the book can follow it",
    )
}

/// Why a rule is no redirect, if it is none.
fn no_redirect(rule: &Rule) -> Option<&'static str> {
    match rule.status {
        200 => Some("a rewrite (200) is not a redirect"),
        404 => Some("404 is not a redirect"),
        _ => None,
    }
}

/// A path with the prefix of the book; another host's URL as it is.
fn placed(prefix: &str, path: &str) -> String {
    if path.starts_with('/') { format!("{prefix}{path}") } else { path.to_owned() }
}
