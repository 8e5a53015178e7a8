//! The paths that a file names outside of its tests: in `use`, in code, and inside of macros.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path, its segments, and the line where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedPath {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
    /// Whether a `use` names it, and under which name.
    pub(crate) imported_as: Option<String>,
}

/// What a file names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) paths: Vec<NamedPath>,
    /// Modules that exist in tests only.
    pub(crate) test_modules: Vec<String>,
}

/// Reads a file; nothing where it is not Rust.
pub(crate) fn names(text: &str) -> Names {
    let mut names = Names::default();
    if let Ok(tokens) = text.parse::<TokenStream>() {
        walk(&tokens.into_iter().collect::<Vec<_>>(), &mut names);
    }
    names
}

fn walk(tokens: &[TokenTree], names: &mut Names) {
    let mut at = 0;
    let mut in_use = false;
    while at < tokens.len() {
        if let Some(end) = test_item(&tokens[at..]) {
            names.test_modules.extend(module_name(&tokens[at..at + end]));
            at += end;
            continue;
        }
        match &tokens[at] {
            TokenTree::Ident(ident) if ident == "use" => in_use = true,
            TokenTree::Punct(punct) if punct.as_char() == ';' => in_use = false,
            TokenTree::Ident(_) if !is_segment(tokens, at) => {
                let length = path(&tokens[at..], &[], in_use, &mut names.paths);
                at += length.max(1);
                continue;
            }
            TokenTree::Group(group) => {
                walk(&group.stream().into_iter().collect::<Vec<_>>(), names);
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether the token before is the `::` of a path that was looked at already.
fn is_segment(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_colons(tokens, at - 2)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    is_colon(at) && is_colon(at + 1)
}

/// Collects the paths that begin here, also those of a tree; returns how many tokens they have.
fn path(
    tokens: &[TokenTree],
    before: &[String],
    in_use: bool,
    found: &mut Vec<NamedPath>,
) -> usize {
    let mut segments = before.to_vec();
    let Some(line) = tokens.first().map(|token| token.span().start().line) else {
        return 0;
    };
    let mut at = 0;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => segments.push(ident.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace && in_use => {
                tree(&group.stream().into_iter().collect::<Vec<_>>(), &segments, found);
                return at + 1;
            }
            _ => break,
        }
        at += 1;
        if !is_colons(tokens, at) {
            break;
        }
        at += 2;
    }
    let renamed = match (tokens.get(at), tokens.get(at + 1)) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))) if word == "as" => {
            Some(name.to_string())
        }
        _ => None,
    };
    if segments.last().is_some_and(|last| last == "self") && !before.is_empty() {
        segments.pop();
    }
    let imported_as = in_use.then(|| renamed.or_else(|| segments.last().cloned())).flatten();
    if segments.len() > 1 || in_use {
        found.push(NamedPath { segments, line, imported_as });
    }
    at
}

/// The branches of a `use` tree.
fn tree(tokens: &[TokenTree], before: &[String], found: &mut Vec<NamedPath>) {
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    for branch in tokens.split(is_comma).filter(|branch| !branch.is_empty()) {
        path(branch, before, true, found);
    }
}

/// How many tokens an item of tests has that begins here: its attribute and all up to its end.
fn test_item(tokens: &[TokenTree]) -> Option<usize> {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else { return None };
    let text = attribute.stream().to_string();
    let is_test = text.starts_with("cfg") && text.contains("test") && !text.contains("not");
    if hash.as_char() != '#' || !is_test {
        return None;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    // A `use` ends with its semicolon, also behind braces.
    let is_use = tokens
        .iter()
        .skip(2)
        .take(6)
        .any(|token| matches!(token, TokenTree::Ident(ident) if ident == "use"));
    let semicolon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let length =
        tokens.iter().skip(2).position(|token| if is_use { semicolon(token) } else { ends(token) });
    Some(length.map_or(tokens.len(), |length| length + 3))
}

/// The module that a declaration names, where it is one.
fn module_name(tokens: &[TokenTree]) -> Option<String> {
    let at = tokens
        .iter()
        .position(|token| matches!(token, TokenTree::Ident(ident) if ident == "mod"))?;
    match tokens.get(at + 1) {
        Some(TokenTree::Ident(name)) => Some(name.to_string()),
        _ => None,
    }
}
