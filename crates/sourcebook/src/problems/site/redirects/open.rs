//! A redirect to a host that the project did not allow.

use sourcebook_pages::redirects::host;
use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::Facts;

problem_code! {
    /// Readers trust the address that they click. A rule that sends them to another host can be
    /// used for phishing when that host changes hands, and a rule with a placeholder in its host
    /// can send them anywhere. Therefore each host must be allowed explicitly.
    ///
    /// Make sure that the host is yours or trustworthy, then add it to `allow-hosts` under `[site]`
    /// in `sourcebook.toml`.
    pub(in super::super) static OPEN_REDIRECT = "open-redirect", Error,
        "a redirect points to a host that is not allowed";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(redirects) = &facts.redirects else {
        return;
    };
    let own = facts.site.url.as_deref().and_then(host);
    let allowed: Vec<&str> = facts.site.allow_hosts.iter().map(String::as_str).chain(own).collect();
    for rule in redirects.rules.iter().filter(|rule| rule.is_external()) {
        let host = host(&rule.to).unwrap_or(&rule.to);
        if allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)) {
            continue;
        }
        let help = match nearest(host, allowed.iter().copied()) {
            Some(near) => format!("did you mean `{near}`, which is allowed?"),
            None => format!("if this is intended, set `allow-hosts = [\"{host}\"]` under `[site]`"),
        };
        let message = format!("`{}` points to another host, `{host}`", rule.source());
        let diagnostic = Diagnostic::new(&OPEN_REDIRECT, message);
        found.push(diagnostic.at(redirects.place(rule.to_span), "not allowed").help(help));
    }
}
