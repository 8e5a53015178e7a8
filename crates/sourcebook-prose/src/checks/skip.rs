//! Comments that leave out a check, and those of them that hide nothing.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::{Context, place_of};
use crate::finding::Findings;
use crate::page::Directive;

problem_code! {
    /// A comment `<!-- sourcebook: skip CODE because REASON -->` leaves out one check for the
    /// paragraph, block or list item that follows. It is a problem when it hides nothing, because the
    /// text was mended since or the code is another one, and when it gives no reason. Delete the
    /// comment, or say why the check does not apply.
    pub static UNUSED_SKIP = "unused-skip", Warning,
        "a comment leaves out a check for nothing, or without a reason";
}

/// Leaves out what the comments of the page leave out.
pub(super) fn apply(context: &Context<'_>, findings: &mut Findings) {
    for annotation in &context.written.page.annotations {
        let Directive::Skip { code, reason } = &annotation.directive else { continue };
        let before = findings.list.len();
        let is_hidden =
            |one: &Diagnostic| one.code.name == code && annotation.target.contains(place_of(one));
        findings.list.retain(|one| !is_hidden(one));
        let place = context.place(annotation.span);
        if findings.list.len() == before {
            let message = format!("this comment leaves out `{code}`, which finds nothing here");
            let unused = Diagnostic::new(&UNUSED_SKIP, message)
                .at(place, "nothing is hidden")
                .help("delete the comment");
            findings.add(unused);
        } else if reason.is_empty() {
            let message = format!("this comment leaves out `{code}` without a reason");
            let help = format!("write `skip {code} because …`, and why it does not apply here");
            let reasonless = Diagnostic::new(&UNUSED_SKIP, message);
            findings.add(reasonless.at(place, "no reason").help(help));
        }
    }
}
