//! A redirect to a host that the project did not allow.

use sourcebook_pages::redirects::host;
use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::Facts;

problem_code! {
    /// Readers trust the address that they clicked. A rule that sends them to another host is a
    /// tool for phishing when that host changes hands, and with a placeholder in its host it
    /// sends them anywhere. So each host must be named once.
    ///
    /// Add the host to `allow-hosts` under `[site]` of `sourcebook.toml`, after making sure that
    /// it is yours or will stay in good hands.
    pub(in super::super) static OPEN_REDIRECT = "open-redirect", Error,
        "a redirect leads to a host that is not on the allow list";
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
            Some(near) => format!("the nearest host that is allowed is `{near}`"),
            None => format!("if it is right, set `allow-hosts = [\"{host}\"]` under `[site]`"),
        };
        let message = format!("`{}` leads to the other host `{host}`", rule.source());
        let diagnostic = Diagnostic::new(&OPEN_REDIRECT, message);
        found.push(diagnostic.at(redirects.place(rule.to_span), "not allowed").help(help));
    }
}
