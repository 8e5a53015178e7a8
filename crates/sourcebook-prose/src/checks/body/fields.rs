//! Members that a schema does not have.

use sourcebook_model::view::{Meet, Others};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::{Expected, PROSE_BODY};
use crate::checks::Context;
use crate::finding::Findings;
use crate::mapped::Mapped;
use crate::near::nearest;

/// Values inside each other that are looked at.
const MAX_DEPTH: usize = 60;

pub(super) fn check(
    context: &Context<'_>,
    text: &Mapped,
    root: NodeRef<'_>,
    expected: &Expected<'_>,
    findings: &mut Findings,
) {
    let mut walk = Walk { context, text, expected, findings };
    walk.value(root, expected.meet, 0);
}

struct Walk<'c, 'w, 'f> {
    context: &'c Context<'w>,
    text: &'c Mapped,
    expected: &'c Expected<'f>,
    findings: &'c mut Findings,
}

impl Walk<'_, '_, '_> {
    fn value(&mut self, node: NodeRef<'_>, meet: Meet, depth: usize) {
        let views = &self.expected.views;
        let shape = views.shape(meet);
        // Which alternative is meant is not known.
        if depth > MAX_DEPTH || !shape.unions.is_empty() || shape.apart.is_some() {
            return;
        }
        for (at, item) in node.items().enumerate() {
            if let Some(meet) = views.item(meet, at) {
                self.value(item, meet, depth + 1);
            }
        }
        if !node.is_object() || shape.members.is_empty() {
            return;
        }
        for (name, value) in node.members() {
            if let Some(meet) = views.member(meet, name) {
                self.value(value, meet, depth + 1);
            } else if shape.patterns.is_empty() {
                let known: Vec<&str> = shape.members.iter().map(|member| member.name).collect();
                self.unknown(node, name, &known, shape.others == Others::None);
            }
        }
    }

    fn unknown(&mut self, object: NodeRef<'_>, name: &str, known: &[&str], is_closed: bool) {
        let near = nearest(name, known.iter().copied());
        let Some(span) = object.key_span(name).filter(|_| near.is_some() || is_closed) else {
            return;
        };
        // A key stands in quotes.
        let inner = span.range().start + 1..span.range().end - 1;
        let place = self.context.place(self.text.span(inner));
        let mut diagnostic = Diagnostic::new(&PROSE_BODY, format!("there is no member `{name}`"))
            .at(place, "unknown")
            .note(format!("this JSON is {}", self.expected.what));
        if let Some(near) = near {
            diagnostic = diagnostic.help(format!("did you mean `{}`?", near.name));
            diagnostic.replacement = near.is_certain.then(|| near.name.to_owned());
        }
        self.findings.add(diagnostic);
    }
}
