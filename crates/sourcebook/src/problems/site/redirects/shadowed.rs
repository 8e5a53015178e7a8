//! A rule that an earlier one leaves nothing to.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// The first rule that matches an address is followed. An earlier rule with `*` or a
    /// placeholder matches everything that this one matches, so this one is never reached.
    ///
    /// Move the more specific rule before the more general one.
    pub(in super::super) static SHADOWED_REDIRECT = "shadowed-redirect", Error,
        "a rule is never followed, because an earlier one matches all of its addresses";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(redirects) = &facts.redirects else {
        return;
    };
    let whole: Vec<_> = redirects.whole().collect();
    for (at, rule) in whole.iter().enumerate() {
        let earlier = whole[..at]
            .iter()
            .find(|earlier| earlier.key() != rule.key() && earlier.pattern.covers(&rule.pattern));
        if let Some(earlier) = earlier {
            let message = format!("`{}` is never followed", rule.source());
            let help = format!("move line {} before line {}", rule.line, earlier.line);
            found.push(
                Diagnostic::new(&SHADOWED_REDIRECT, message)
                    .at(redirects.place(rule.span), "never reached")
                    .related(redirects.place(earlier.span), "matches all of its addresses")
                    .help(help),
            );
        }
    }
}
