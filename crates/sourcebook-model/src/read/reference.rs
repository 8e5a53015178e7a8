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
    within(gathered, from, reference, MAX_STEPS)
}

/// Maximum number of references that a pointer may lead through, one inside of the other.
const MAX_STEPS: usize = 8;

/// Follows a reference whose pointer leads through at most so many others.
fn within<'t>(
    gathered: &'t Gathered,
    from: NodeRef<'t>,
    reference: &str,
    steps: usize,
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
        tree.root()
            .at_pointer(&fragment)
            .or_else(|| through(gathered, tree.root(), &fragment, steps))
    } else {
        tree.anchor(&fragment)
    };
    found.map_or_else(|| missing(tree, document, &fragment), ReferenceTarget::Found)
}

/// Follows a pointer through objects that are a `$ref` themselves: a document that is split into files
/// may have one in the place of all its schemas, and what uses them names them where they would stand.
fn through<'t>(
    gathered: &'t Gathered,
    root: NodeRef<'t>,
    pointer: &str,
    steps: usize,
) -> Option<NodeRef<'t>> {
    let mut node = root;
    for token in reference_tokens(pointer) {
        node = match node.child(&token) {
            Some(child) => child,
            None => elsewhere(gathered, node, steps)?.child(&token)?,
        };
    }
    Some(node)
}

/// What the `$ref` of an object leads to.
fn elsewhere<'t>(gathered: &'t Gathered, node: NodeRef<'t>, steps: usize) -> Option<NodeRef<'t>> {
    let reference = node.get("$ref").and_then(NodeRef::as_str)?;
    match within(gathered, node, reference, steps.checked_sub(1)?) {
        ReferenceTarget::Found(found) if found.get("$ref").is_some() => {
            elsewhere(gathered, found, steps - 1).or(Some(found))
        }
        ReferenceTarget::Found(found) => Some(found),
        _ => None,
    }
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
