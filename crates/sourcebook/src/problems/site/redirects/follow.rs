//! Follows a rule to where a reader ends.

use crate::facts::Redirects;
use crate::facts::redirects::Rule;

/// Where a rule ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At a path or URL that is not redirected, with the lines of the rules on the way.
    At { to: String, lines: Vec<usize> },
    /// Never: these lines lead to each other.
    Never { cycle: Vec<usize> },
}

/// Follows a rule. Where it has placeholders, they stand for a segment that no rule names.
pub(super) fn follow(redirects: &Redirects, rule: &Rule) -> End {
    let names: Vec<&str> = rule.pattern.names().collect();
    let captures: Vec<_> = names.iter().map(|name| (*name, format!("\u{1}{name}"))).collect();
    let mut to = rule.target.fill(&captures);
    let mut lines = vec![rule.line];
    let mut seen = vec![to.clone()];
    while let Some((next, line)) = step(redirects, &to) {
        if let Some(at) = lines.iter().position(|known| *known == line) {
            return End::Never { cycle: lines.split_off(at) };
        }
        lines.push(line);
        if seen.contains(&next) || seen.len() > redirects.rules.len() {
            return End::Never { cycle: lines };
        }
        seen.push(next.clone());
        to = next;
    }
    for name in names {
        to = to.replace(&format!("\u{1}{name}"), &format!(":{name}"));
    }
    End::At { to, lines }
}

/// Where the next rule leads from here, and its line. A rule for the fragment goes before one for
/// the page, and a fragment that the rule does not replace stays.
fn step(redirects: &Redirects, to: &str) -> Option<(String, usize)> {
    if !to.starts_with('/') {
        return None;
    }
    let (path, fragment) = match to.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (to, None),
    };
    let by_fragment = redirects.rules.iter().find(|rule| {
        rule.fragment.is_some()
            && rule.fragment.as_deref() == fragment
            && rule.pattern.matches(path).is_some()
    });
    let rule = by_fragment.or_else(|| redirects.rule_for(path))?;
    let mut next = rule.target.fill(&rule.pattern.matches(path)?);
    if let Some(fragment) = fragment.filter(|_| rule.fragment.is_none() && !next.contains('#')) {
        next = format!("{next}#{fragment}");
    }
    Some((next, rule.line))
}
