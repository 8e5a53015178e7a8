//! From the text of a `$ref` to the value that it names.

use percent_encoding::percent_decode_str;

use sourcebook_syntax::{NodeRef, Tree, nearest, push_token, reference_tokens};

use super::gather::{File, Gathered};

/// Where a reference leads.
pub(super) enum ReferenceTarget<'t> {
    Found(NodeRef<'t>),
    /// A URL that was not fetched.
    Remote,
    /// Why it leads nowhere, and perhaps what was meant.
    Missing {
        why: String,
        meant: Option<String>,
    },
}

/// Follows a reference that stands in an object: to the schema whose URI it has, inside of the schema
/// with a URI in which it stands, or else to a file.
pub(super) fn follow<'t>(
    gathered: &'t Gathered,
    from: NodeRef<'t>,
    reference: &str,
) -> ReferenceTarget<'t> {
    let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = percent_decode_str(fragment).decode_utf8_lossy();
    if let Some(found) = gathered.in_resource(from, document, &fragment) {
        return ReferenceTarget::Found(found);
    }
    let tree = match gathered.file(from.file_index(), reference) {
        File::Tree(tree) => &gathered.trees[tree as usize],
        File::NotFetched => return ReferenceTarget::Remote,
        File::Missing(why) => {
            let document = reference.split('#').next().unwrap_or_default();
            return ReferenceTarget::Missing { why: format!("`{document}`: {why}"), meant: None };
        }
    };
    let found = if fragment.is_empty() {
        Some(tree.root())
    } else if fragment.starts_with('/') {
        tree.root().at_pointer(&fragment)
    } else {
        tree.anchor(&fragment)
    };
    found.map_or_else(|| missing(tree, document, &fragment), ReferenceTarget::Found)
}

/// Says how far the reference leads, and which name there is nearest to the one it has.
fn missing<'t>(tree: &'t Tree, document: &str, fragment: &str) -> ReferenceTarget<'t> {
    if !fragment.starts_with('/') {
        return ReferenceTarget::Missing {
            why: format!("no `$anchor` is named `{fragment}`"),
            meant: None,
        };
    }
    let mut node = tree.root();
    let mut walked = String::new();
    for token in reference_tokens(fragment) {
        if let Some(next) = node.child(&token) {
            node = next;
            walked.push('/');
            push_token(&mut walked, &token);
            continue;
        }
        let here = if walked.is_empty() { "the document" } else { &walked };
        let why = format!("{here} has no member `{token}`");
        let meant = nearest(&token, node.members().map(|(name, _)| name)).map(|name| {
            let mut meant = format!("{document}#{walked}/");
            push_token(&mut meant, name);
            meant
        });
        return ReferenceTarget::Missing { why, meant };
    }
    ReferenceTarget::Missing { why: "nothing is there".to_owned(), meant: None }
}
