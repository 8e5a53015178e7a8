//! From the text of a `$ref` to the value that it names.

use percent_encoding::percent_decode_str;

use sourcebook_syntax::{NodeRef, Tree, nearest, push_token};

use super::gather::{File, Gathered};

/// Where a reference leads.
pub(super) enum Target<'t> {
    Found(NodeRef<'t>),
    /// A URL that was not fetched.
    Remote,
    /// Why it leads nowhere, and perhaps what was meant.
    Missing {
        why: String,
        meant: Option<String>,
    },
}

/// Follows a reference that stands in the file `from`.
pub(super) fn follow<'t>(gathered: &'t Gathered, from: u32, reference: &str) -> Target<'t> {
    let tree = match gathered.file(from, reference) {
        File::Tree(tree) => &gathered.trees[tree as usize],
        File::NotFetched => return Target::Remote,
        File::Missing(why) => {
            let document = reference.split('#').next().unwrap_or_default();
            return Target::Missing { why: format!("`{document}`: {why}"), meant: None };
        }
    };
    let Some((document, fragment)) = reference.split_once('#') else {
        return Target::Found(tree.root());
    };
    let fragment = percent_decode_str(fragment).decode_utf8_lossy();
    let found = if fragment.is_empty() {
        Some(tree.root())
    } else if fragment.starts_with('/') {
        at_pointer(tree.root(), &fragment)
    } else {
        tree.anchor(&fragment)
    };
    found.map_or_else(|| missing(tree, document, &fragment), Target::Found)
}

/// The value at a JSON pointer (RFC 6901).
pub(in crate::read) fn at_pointer<'t>(root: NodeRef<'t>, pointer: &str) -> Option<NodeRef<'t>> {
    tokens(pointer).try_fold(root, |node, token| child(node, &token))
}

fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

fn child<'t>(node: NodeRef<'t>, token: &str) -> Option<NodeRef<'t>> {
    if node.is_object() {
        return node.get(token);
    }
    node.item(token.parse().ok()?)
}

/// Says how far the reference leads, and which name there is nearest to the one it has.
fn missing<'t>(tree: &'t Tree, document: &str, fragment: &str) -> Target<'t> {
    if !fragment.starts_with('/') {
        return Target::Missing { why: format!("no `$anchor` is named `{fragment}`"), meant: None };
    }
    let mut node = tree.root();
    let mut walked = String::new();
    for token in tokens(fragment) {
        if let Some(next) = child(node, &token) {
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
        return Target::Missing { why, meant };
    }
    Target::Missing { why: "nothing is there".to_owned(), meant: None }
}
