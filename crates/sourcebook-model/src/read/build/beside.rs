//! What stands beside a `$ref` and has no effect there.

use crate::document::{Described, Version};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::IGNORED_BESIDE_REFERENCE;
use super::Builder;

/// What counts beside a `$ref` since 3.1.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counting {
    /// Keywords of schemas, but not in the versions for which this is asked.
    OfSchema,
    /// The texts that an object has.
    Texts(&'static [&'static str]),
}

impl Counting {
    /// What counts beside the reference to an object: a text that its kind has (Reference Object).
    pub(super) fn beside<T: Described>(version: Version) -> Self {
        Self::Texts(match (T::has_summary(version), T::has_description()) {
            (true, true) => &["summary", "description"],
            (false, true) => &["description"],
            (true, false) => &["summary"],
            (false, false) => &[],
        })
    }
}

impl<'t> Builder<'t, '_> {
    /// Reports what stands beside a `$ref`: in 2.0 and 3.0 all of it is ignored, since 3.1 what is
    /// not `counting` (Reference Object). Vendor extensions are for programs that look for
    /// them.
    pub(super) fn report_beside(&mut self, node: NodeRef<'t>, counting: Counting) {
        let is_old = self.document.version < Version::OpenApi3_1;
        // Elsewhere it says something to everyone.
        let is_said = |name: &str| !name.starts_with("x-") || (is_old && name == "x-nullable");
        let counts = |name: &str| match counting {
            Counting::OfSchema => false,
            Counting::Texts(texts) => !is_old && texts.contains(&name),
        };
        let is_ignored = |name: &&str| *name != "$ref" && is_said(name) && !counts(name);
        let names: Vec<&str> = node.members().map(|(name, _)| name).filter(is_ignored).collect();
        let Some(first) = names.first() else { return };
        if !self.reported.insert((node.origin(), "beside")) {
            return;
        }
        let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let (listed, have) = match listed.as_slice() {
            [one] => (one.clone(), "has"),
            [most @ .., last] => (format!("{} and {last}", most.join(", ")), "have"),
            [] => return,
        };
        let help = match counting {
            Counting::OfSchema => "put the `$ref` into an `allOf`, beside which this counts",
            Counting::Texts(_) => "say it where the `$ref` leads",
        };
        self.diagnostics.push(
            Diagnostic::new(
                &IGNORED_BESIDE_REFERENCE,
                format!("{listed} {have} no effect beside a `$ref`"),
            )
            .at(Self::place_of_key(node, first), "the specification ignores this")
            .help(help),
        );
    }
}
