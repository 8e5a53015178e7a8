//! The order of operations, as it follows from the document: public reads, the first user or a log-in,
//! each family of paths from creation to change, what deletes, what ends sessions, what ends servers.

use sourcebook_model::document::{Document, Operation, OperationId, PathItem};

use crate::settings::Settings;

/// When an operation has its turn. Those of an earlier turn are all run before those of a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// Reads without credentials and without identifiers.
    Public,
    /// Creates the first user.
    FirstUser,
    /// Gives credentials.
    LogIn,
    /// All others.
    Family,
    /// Deletes.
    Delete,
    /// Ends the session of the caller.
    SessionEnd,
    /// Ends or empties the server.
    ServerEnd,
}

/// An operation and its turn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'d> {
    pub(crate) id: OperationId,
    pub(crate) path: &'d str,
    pub(crate) item: &'d PathItem,
    pub(crate) operation: &'d Operation,
    pub(crate) turn: Turn,
    /// Whether something may be lost by it.
    pub(crate) is_destructive: bool,
}

impl Step<'_> {
    /// Method and path: `POST /pets`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.operation.method, self.path)
    }

    /// Whether a person means this operation by a name: its `operationId`, or method and path.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let by_path = || {
            let (method, path) = name.split_once(' ')?;
            Some(method.eq_ignore_ascii_case(&self.operation.method) && path.trim() == self.path)
        };
        self.operation.operation_id.as_deref() == Some(name) || by_path().unwrap_or(false)
    }
}

/// Every operation of the families that are wanted, in the order in which they are run.
pub(crate) fn plan<'d>(document: &'d Document, settings: &Settings) -> Vec<Step<'d>> {
    let mut steps = Vec::new();
    for (path, used) in &document.paths {
        let item = &document.path_items[used.id];
        let operations = item.operations.iter().enumerate().filter(|_| settings.wants(path));
        for (index, operation) in operations {
            let id = OperationId { item: used.id, index };
            let turn = turn(document, path, operation);
            let is_destructive = operation.method == "DELETE"
                || turn >= Turn::Delete
                || ends_server(path, operation);
            steps.push(Step { id, path, item, operation, turn, is_destructive });
        }
    }
    let families: Vec<&str> = steps.iter().map(|step| family(step.path)).collect();
    let has_post = |wanted: &str| {
        steps.iter().any(|step| {
            step.operation.method == "POST" && step.path.trim_end_matches('/') == wanted
        })
    };
    let key = |step: &Step<'_>| {
        let family = family(step.path);
        let first = families.iter().position(|known| *known == family).unwrap_or_default();
        if step.turn >= Turn::Delete {
            return (step.turn, deletion_order(step.path, first));
        }
        let depth = if step.turn == Turn::Family { depth(family) } else { 0 };
        (step.turn, [depth, first, method_rank(step, has_post(family))])
    };
    let keys: Vec<_> = steps.iter().map(key).collect();
    let mut order: Vec<usize> = (0..steps.len()).collect();
    order.sort_by_key(|at| keys[*at]);
    order.into_iter().map(|at| steps[at]).collect()
}

/// What is inside of something else is deleted before it, single things before many at once, and what was
/// created late before that on which it may stand.
fn deletion_order(path: &str, first: usize) -> [usize; 3] {
    let is_one = path.ends_with('}');
    [usize::MAX - path.matches('/').count(), usize::from(!is_one), usize::MAX - first]
}

/// Creation first, then lists, single things, and changes. Where nothing else creates, `PUT` does.
fn method_rank(step: &Step<'_>, has_post: bool) -> usize {
    let is_one = step.path.ends_with('}');
    match step.operation.method.as_str() {
        "POST" => 0,
        "PUT" if !has_post && is_one => 0,
        "GET" | "HEAD" | "QUERY" if !is_one => 1,
        "GET" | "HEAD" | "QUERY" => 2,
        _ => 3,
    }
}

/// The path of the collection: without the identifier and the slash at its end.
pub(crate) fn family(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    match path.rsplit_once('/') {
        Some((collection, last)) if last.starts_with('{') && last.ends_with('}') => collection,
        _ => path,
    }
}

fn depth(path: &str) -> usize {
    path.split('/').filter(|segment| !segment.is_empty()).count()
}

/// Whether an operation needs no credentials.
pub(crate) fn is_public(document: &Document, operation: &Operation) -> bool {
    let requirements = document.requirements(operation);
    requirements.is_empty() || requirements.iter().any(|one| one.schemes.is_empty())
}

fn turn(document: &Document, path: &str, operation: &Operation) -> Turn {
    let has_identifier = path.contains('{');
    let is_read = matches!(operation.method.as_str(), "GET" | "HEAD" | "OPTIONS");
    let is_public = is_public(document, operation);
    if !has_identifier && ends_server(path, operation) && !is_read {
        Turn::ServerEnd
    } else if ends_session(path, operation) {
        Turn::SessionEnd
    } else if deletes(path, operation) {
        Turn::Delete
    } else if is_read && is_public && !has_identifier {
        Turn::Public
    } else if operation.method == "POST" && is_public && !has_identifier {
        let words = words(path, operation);
        let has = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
        if has(FIRST_USER) {
            Turn::FirstUser
        } else if has(LOG_IN) {
            Turn::LogIn
        } else {
            Turn::Family
        }
    } else {
        Turn::Family
    }
}

/// What the creation of a first user is called.
const FIRST_USER: &[&str] = &[
    " first user ",
    " initial user ",
    " users first ",
    " setup ",
    " set up ",
    " register ",
    " registration ",
    " signup ",
    " sign up ",
    " bootstrap ",
    " onboarding ",
    " install ",
];

/// What a log-in is called.
const LOG_IN: &[&str] = &[
    " login ",
    " log in ",
    " signin ",
    " sign in ",
    " authenticate ",
    " authentication ",
    " auth ",
    " access token ",
    " oauth ",
    " token ",
    " session ",
    " sessions ",
];

/// What ends the session of the caller.
const SESSION_END: &[&str] =
    &[" logout ", " log out ", " signout ", " sign out ", " end session ", " log off ", " logoff "];

/// What a deletion is called where its method does not say it.
const DELETE: &[&str] = &[" delete ", " remove ", " destroy ", " purge "];

/// What ends or empties a server.
const SERVER_END: &[&str] =
    &[" shutdown ", " shut down ", " restart ", " reboot ", " reset ", " wipe "];

fn ends_session(path: &str, operation: &Operation) -> bool {
    let words = words(path, operation);
    let own = [" me ", " self ", " current session ", " sessions current "];
    let is_own_deletion =
        operation.method == "DELETE" && own.iter().any(|own| path_words(path).contains(own));
    is_own_deletion || SESSION_END.iter().any(|phrase| words.contains(phrase))
}

/// Whether an operation deletes, by its method or by the name of what it does.
fn deletes(path: &str, operation: &Operation) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_verb = || DELETE.iter().any(|verb| path_words(last).contains(verb));
    operation.method == "DELETE" || (operation.method == "POST" && is_verb())
}

fn ends_server(path: &str, operation: &Operation) -> bool {
    let words = words(path, operation);
    SERVER_END.iter().any(|phrase| words.contains(phrase))
}

/// Path, summary and id of an operation as lower-case words with one space around each.
fn words(path: &str, operation: &Operation) -> String {
    let parts = [Some(path), operation.operation_id.as_deref(), operation.summary.as_deref()];
    parts.into_iter().flatten().map(path_words).collect::<Vec<_>>().join(" | ")
}

fn path_words(text: &str) -> String {
    let mut words = String::from(" ");
    let mut was_lower = false;
    for letter in text.chars() {
        let is_border = !letter.is_alphanumeric() || (letter.is_uppercase() && was_lower);
        if is_border && !words.ends_with(' ') {
            words.push(' ');
        }
        if letter.is_alphanumeric() {
            words.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase();
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}
