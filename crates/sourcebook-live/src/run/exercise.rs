//! Tries one operation: as the page prints it, then with values that are known to work.

use percent_encoding::percent_decode_str;
use sourcebook_model::document::Value;
use sourcebook_model::request::{self, ConcreteRequest, NamedRequest};
use sourcebook_syntax::Diagnostic;

use super::Run;
use super::attempt::{Attempt, set_value, value_of};
use crate::plan::{Step, Turn};
use crate::problems::example_refused::{Refused, example_refused};
use crate::values::{Identifiers, Kept, collection, is_at};

/// What became of an operation so far.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Why it is left out.
    pub(super) skipped: Option<String>,
    /// The last status of the request as it is printed.
    pub(super) printed: Option<u16>,
    /// The status with which it was accepted.
    pub(super) accepted: Option<u16>,
    /// The last refusal of the request as it is printed.
    pub(super) refused: Option<LastRefusal>,
    /// What was accepted instead of the printed request.
    pub(super) works: Option<String>,
    /// What the scenario waits for.
    pub(super) waits: Option<String>,
    /// How a step of the scenario was answered otherwise than it asks.
    pub(super) criterion: Option<Diagnostic>,
    /// The names in its path for which nothing was found.
    pub(super) missing: Vec<String>,
    /// The request of a creation that was accepted, with its identifiers.
    pub(super) created_by: Option<(Identifiers, ConcreteRequest)>,
    /// Whether it got no answer, so that it is not asked again.
    pub(super) has_failed: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// How a printed request was refused.
#[derive(Debug, Clone)]
pub(super) struct LastRefusal {
    pub(super) status: u16,
    pub(super) answer: String,
    pub(super) body: String,
}

impl State {
    /// Whether another try may help.
    pub(super) fn is_open(&self) -> bool {
        self.skipped.is_none() && self.accepted.is_none() && !self.has_failed
    }
}

/// Statuses after which other identifiers may help.
const MAY_BE_ANOTHER: [u16; 6] = [400, 403, 404, 409, 410, 422];

impl<'d> Run<'_, 'd> {
    /// Tries one operation.
    pub(super) fn exercise(&mut self, at: usize) {
        let step = self.steps[at];
        let scripted = self.scripted_steps(&step);
        if !scripted.is_empty() {
            // Whoever writes a step has looked at what it does.
            return self.script(at, &scripted);
        }
        let mut sets = self.values.identifiers(&step);
        if sets.iter().all(|set| !set.missing.is_empty()) && self.ask_lists_again(&step) {
            sets = self.values.identifiers(&step);
        }
        if !self.settings.is_own_world() && step.is_destructive {
            if !self.settings.destructive {
                let why = "it may destroy something; `--destructive` runs it all the same";
                self.states[at].skipped = Some(why.to_owned());
                return;
            }
            sets.retain(|set| set.is_own || set.known.is_empty());
            if sets.is_empty() {
                let why = "nothing that this run has created is left to be destroyed";
                self.states[at].skipped = Some(why.to_owned());
                return;
            }
        }
        self.states[at].missing = sets.first().map(|set| set.missing.clone()).unwrap_or_default();
        self.try_sets(at, &sets);
        if self.has_gone(at) && self.create_again(&step) {
            let sets = self.values.identifiers(&step);
            self.try_sets(at, &sets);
        }
    }

    /// Tries an operation with one set of identifiers after the other, until one is accepted.
    fn try_sets(&mut self, at: usize, sets: &[Identifiers]) {
        let step = self.steps[at];
        for set in sets {
            let requests = self.requests(&step, set);
            let Some(first) = requests.first() else { return };
            let prepared = self.prepare(&step, &first.request);
            let Some(attempt) = self.attempt(at, &prepared, &set.known) else { return };
            if self.is_accepted(&step, attempt.answer.status) {
                self.states[at].printed = Some(attempt.answer.status);
                self.states[at].refused = None;
                self.accept(at, set, &attempt);
                self.other_examples(at, set, &requests);
                return;
            }
            self.refuse(at, &attempt);
            let status = attempt.answer.status;
            if (400..500).contains(&status) && self.try_carried(at, set, &prepared) {
                return;
            }
            if !MAY_BE_ANOTHER.contains(&status) {
                break;
            }
        }
    }

    /// Whether an operation that deletes was told that there is nothing to delete: another one may have
    /// deleted it before.
    fn has_gone(&self, at: usize) -> bool {
        let refused = self.states[at].refused.as_ref().filter(|_| self.states[at].is_open());
        self.steps[at].turn == Turn::Delete
            && refused.is_some_and(|refused| matches!(refused.status, 404 | 410))
    }

    /// Creates what an operation deletes anew, with the request that created it before; says whether that
    /// was accepted.
    fn create_again(&mut self, step: &Step<'d>) -> bool {
        let Some(collection) = collection(step.path) else { return false };
        let is_creator =
            |one: &Step<'d>| one.operation.method == "POST" && is_at(one.path, collection);
        let Some(at) = self.steps.iter().position(is_creator) else { return false };
        let Some((set, request)) = self.states[at].created_by.clone() else { return false };
        let Some(attempt) = self.attempt(at, &request, &set.known) else { return false };
        let is_accepted = self.is_accepted(&self.steps[at], attempt.answer.status);
        if is_accepted {
            self.keep(at, &set, &attempt);
        }
        is_accepted
    }

    /// Reads the lists again in which an operation's identifiers may be by now; says whether one answered.
    fn ask_lists_again(&mut self, step: &Step<'d>) -> bool {
        let is_list = |one: &Step<'d>, state: &State| {
            let below = format!("{}/", one.path.trim_end_matches('/'));
            let is_read = one.operation.method == "GET" && state.accepted.is_some();
            is_read
                && step.path.starts_with(&below)
                && !one.path.ends_with('}')
                && one.turn == Turn::Family
        };
        let places = self.steps.iter().zip(&self.states).enumerate();
        let lists: Vec<usize> =
            places.filter(|(_, (one, state))| is_list(one, state)).map(|(at, _)| at).collect();
        let mut has_answered = false;
        for at in lists {
            let list = self.steps[at];
            let Some(set) = self.values.identifiers(&list).into_iter().next() else { continue };
            let Some(first) = self.requests(&list, &set).into_iter().next() else { continue };
            let prepared = self.prepare(&list, &first.request);
            let Some(attempt) = self.attempt(at, &prepared, &set.known) else { continue };
            if self.is_accepted(&list, attempt.answer.status) {
                self.keep(at, &set, &attempt);
                has_answered = true;
            }
        }
        has_answered
    }

    /// The requests of an operation, the first one as it is printed.
    fn requests(&self, step: &Step<'d>, set: &Identifiers) -> Vec<NamedRequest<'d>> {
        let settings = request::Settings {
            server: Some(self.world.exchange().url().to_owned()),
            parameters: [set.parameters(), self.values.required_in_query(step)].concat(),
            ..request::Settings::default()
        };
        request::requests(self.views, &settings, step.path, step.item, step.operation)
    }

    /// Tries a body in which what is known stands in place of what the page prints.
    fn try_carried(&mut self, at: usize, set: &Identifiers, printed: &ConcreteRequest) -> bool {
        let value = printed.body.as_ref().and_then(value_of);
        let Some(carried) = value.and_then(|value| self.values.carried(&value)) else {
            return false;
        };
        let mut request = printed.clone();
        set_value(&mut request, carried);
        let Some(attempt) = self.attempt(at, &request, &set.known) else { return false };
        let step = self.steps[at];
        if !self.is_accepted(&step, attempt.answer.status) {
            return false;
        }
        self.states[at].works = Some(attempt.shown_body.clone());
        self.accept(at, set, &attempt);
        true
    }

    /// Keeps what an accepted request shows.
    pub(super) fn accept(&mut self, at: usize, set: &Identifiers, attempt: &Attempt) {
        let step = self.steps[at];
        let state = &mut self.states[at];
        state.accepted = Some(attempt.answer.status);
        if let Some(last) = self.outcome.exchanged.last_mut() {
            last.is_accepted = true;
        }
        if matches!(step.turn, Turn::FirstUser | Turn::LogIn) {
            self.values.take_credentials(&attempt.exchanged);
        }
        if step.turn < Turn::Delete {
            self.keep(at, set, attempt);
            let created_by = (set.clone(), attempt.request.clone());
            self.states[at].created_by = (step.operation.method == "POST").then_some(created_by);
        }
    }

    /// Lets later requests use what an exchange shows.
    fn keep(&mut self, at: usize, set: &Identifiers, attempt: &Attempt) {
        let step = self.steps[at];
        let mut identifiers = set.known.clone();
        for (name, value) in printed_identifiers(step.path, &attempt.exchanged.url) {
            if !identifiers.iter().any(|(known, _)| *known == name) {
                identifiers.push((name, value));
            }
        }
        self.values.keep(Kept {
            path: step.path,
            operation: step.operation,
            identifiers,
            exchanged: attempt.exchanged.clone(),
        });
    }

    /// Keeps how a printed request was refused. That something else is not there says less than why the
    /// first thing was refused.
    pub(super) fn refuse(&mut self, at: usize, attempt: &Attempt) {
        let status = attempt.answer.status;
        if status == 404
            && self.states[at].refused.as_ref().is_some_and(|known| known.status != 404)
        {
            return;
        }
        let answer = self.shown(&String::from_utf8_lossy(&attempt.answer.body));
        let body = attempt.shown_body.clone();
        self.states[at].printed = Some(status);
        self.states[at].refused = Some(LastRefusal { status, answer, body });
    }

    /// Sends the other examples that the author has given a name.
    fn other_examples(&mut self, at: usize, set: &Identifiers, requests: &[NamedRequest<'d>]) {
        let step = self.steps[at];
        for named in requests.iter().skip(1) {
            let Some(example) = named.example else { continue };
            let prepared = self.prepare(&step, &named.request);
            let Some(attempt) = self.attempt(at, &prepared, &set.known) else { return };
            if self.is_accepted(&step, attempt.answer.status) {
                continue;
            }
            let answer = self.shown(&String::from_utf8_lossy(&attempt.answer.body));
            let refused = Refused {
                path: step.path,
                example: Some(example.name),
                status: attempt.answer.status,
                answer: &answer,
                body: &attempt.shown_body,
                works: None,
            };
            let diagnostic = example_refused(self.views.document(), step.operation, &refused);
            self.states[at].diagnostics.push(diagnostic);
        }
    }
}

/// The identifiers in the path of a URL, where they take whole segments of the operation's path.
fn printed_identifiers(path: &str, url: &str) -> Vec<(String, Value)> {
    let segments = |path: &str| -> Vec<String> {
        path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
    };
    let path = segments(path);
    let sent = segments(url.split(['?', '#']).next().unwrap_or_default());
    let Some(behind) = sent.len().checked_sub(path.len()) else { return Vec::new() };
    let pairs = path.iter().zip(&sent[behind..]);
    let named = pairs.filter_map(|(name, text)| {
        let name = name.strip_prefix('{')?.strip_suffix('}')?;
        let text = percent_decode_str(text).decode_utf8().ok()?;
        (!name.contains('{')).then(|| (name.to_owned(), Value::string(text.as_ref())))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_from_whole_segments() {
        let table = [
            ("/pets/{id}", "http://h:1/api/pets/a%20b?x=1", vec![("id", "a b")]),
            ("/{a}/x/{b}", "http://h/1/x/2", vec![("a", "1"), ("b", "2")]),
            ("/pets/{id}.json", "http://h/pets/7.json", vec![]),
            ("/pets", "http://h/pets", vec![]),
        ];
        for (path, url, expected) in table {
            let found = printed_identifiers(path, url);
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
                .collect();
            assert_eq!(found, expected, "{path}");
        }
    }
}
