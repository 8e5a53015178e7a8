//! Operations: which one is which, and what became of each.

use foldhash::HashMap;
use sourcebook_model::document::Document;

use super::{Context, Placed, Profile, Seen, Walk, difference};
use crate::codes;
use crate::date::Date;
use crate::difference::{Difference, Rule, Subject};
use crate::findings::Named;
use crate::lifecycle::Lifecycle;
use crate::normalize::urls;

impl<'d> Walk<'_, 'd> {
    /// Compares the operations of all paths.
    pub(super) fn paths(&mut self, seen: &mut Seen) {
        let (old, new) = (operations(self.old), operations(self.new));
        let mut by_url: HashMap<(&str, String), usize> = HashMap::default();
        for (at, placed) in new.iter().enumerate() {
            for url in effective(self.new, placed) {
                by_url.entry((&placed.operation.method, url)).or_insert(at);
            }
        }
        let mut is_taken = vec![false; new.len()];
        let mut left = Vec::new();
        let mut pairs = Vec::new();
        for placed in &old {
            let urls = effective(self.old, placed);
            let same = urls.into_iter().find_map(|url| {
                let found = by_url.get(&(placed.operation.method.as_str(), url)).copied();
                found.filter(|at| !is_taken[*at])
            });
            match same {
                Some(at) => {
                    is_taken[at] = true;
                    pairs.push((*placed, new[at]));
                }
                None => left.push(*placed),
            }
        }
        for (was, now) in pairs {
            let context = context(&was, &now);
            self.operation(was, now, &context, seen);
        }
        let came: Vec<Placed<'d>> =
            new.iter().zip(&is_taken).filter(|(_, taken)| !**taken).map(|(one, _)| *one).collect();
        self.left_over(&left, &came, seen);
    }

    /// What has no operation at the same URL: moved, gone, or new.
    fn left_over(&mut self, left: &[Placed<'d>], came: &[Placed<'d>], seen: &mut Seen) {
        let moved = self.moved(left, came);
        for (was, now) in &moved {
            let (was, now) = (left[*was], came[*now]);
            let context = context(&was, &now);
            let told = Difference {
                was: was.path.to_owned(),
                now: now.path.to_owned(),
                ..of_operation(&codes::OPERATION_MOVED, Rule::Breaks, Some(&was), Some(&now))
            };
            seen.tell(&told, &context, "", context.request());
            self.operation(was, now, &context, seen);
        }
        for (at, was) in left.iter().enumerate() {
            if !moved.iter().any(|(taken, _)| *taken == at) {
                self.removed(was, seen);
            }
        }
        for (at, now) in came.iter().enumerate() {
            if !moved.iter().any(|(_, taken)| *taken == at) {
                let context = context(now, now);
                let told = of_operation(&codes::OPERATION_ADDED, Rule::Told, None, Some(now));
                seen.tell(&told, &context, "", context.request());
            }
        }
    }

    fn removed(&self, was: &Placed<'d>, seen: &mut Seen) {
        let context = context(was, was);
        let lifecycle = lifecycle(was);
        let is_over = is_over(&lifecycle, self.today);
        let rule = if lifecycle.deprecated && is_over { Rule::Told } else { Rule::Breaks };
        let until = lifecycle.sunset.filter(|_| lifecycle.deprecated);
        let told = Difference {
            now: until.map(str::to_owned).unwrap_or_default(),
            ..of_operation(&codes::OPERATION_REMOVED, rule, Some(was), None)
        };
        seen.tell(&told, &context, "", context.request());
    }

    /// Compares everything that two operations have.
    pub(super) fn operation(
        &mut self,
        was: Placed<'d>,
        now: Placed<'d>,
        context: &Context,
        seen: &mut Seen,
    ) {
        Self::tell_lifecycle(&was, &now, context, seen);
        self.operation_names(&was, &now, context, seen);
        self.security(&was, &now, context, seen);
        self.parameters(&was, &now, context, seen);
        self.request_bodies(&was, &now, context, seen);
        self.responses(&was, &now, context, seen);
        self.callbacks(&was, &now, context, seen);
    }

    fn tell_lifecycle(was: &Placed<'d>, now: &Placed<'d>, context: &Context, seen: &mut Seen) {
        let of = |code, rule| of_operation(code, rule, Some(was), Some(now));
        // That something is less stable counts also where it was not stable.
        let named = Named { is_experimental: false, ..context.named.clone() };
        let context = Context { named, ..context.clone() };
        for told in super::lifecycles(&lifecycle(was), &lifecycle(now), of) {
            seen.tell(&told, &context, "", context.request());
        }
    }

    /// The names of an operation in generated clients.
    fn operation_names(
        &self,
        was: &Placed<'d>,
        now: &Placed<'d>,
        context: &Context,
        seen: &mut Seen,
    ) {
        let rule = if self.profile == Profile::Client { Rule::Breaks } else { Rule::Told };
        let words = |name: Option<&str>| name.map_or("none".to_owned(), |name| format!("`{name}`"));
        let (old, new) = (&was.operation.operation_id, &now.operation.operation_id);
        if old != new {
            let told = Difference {
                was: words(old.as_deref()),
                now: words(new.as_deref()),
                ..of_operation(&codes::OPERATION_ID_CHANGED, rule, Some(was), Some(now))
            };
            seen.tell(&told, context, "", context.request());
        }
        let tags = |placed: &Placed<'d>| placed.operation.tags.join(", ");
        let (old, new) = (tags(was), tags(now));
        if old != new {
            let words = |tags: &str| words(Some(tags).filter(|tags| !tags.is_empty()));
            let told = Difference {
                was: words(&old),
                now: words(&new),
                ..of_operation(&codes::OPERATION_TAG_CHANGED, rule, Some(was), Some(now))
            };
            seen.tell(&told, context, "", context.request());
        }
    }
}

/// A difference of an operation as a whole.
pub(super) fn of_operation(
    code: &'static sourcebook_syntax::Code,
    rule: Rule,
    was: Option<&Placed<'_>>,
    now: Option<&Placed<'_>>,
) -> Difference {
    let origin = |placed: &Placed<'_>| placed.operation.origin;
    difference(code, rule, Subject::Whole, was.map(origin), now.map(origin))
}

/// The operation as it is named now; what was experimental before may change at any time.
pub(super) fn context(was: &Placed<'_>, now: &Placed<'_>) -> Context {
    let is_experimental = lifecycle(was).is_experimental();
    let named = Named { operation: now.title().into(), is_experimental };
    Context { named, prefix: String::new(), is_sent: false, depth: 0 }
}

pub(super) fn lifecycle<'d>(placed: &Placed<'d>) -> Lifecycle<'d> {
    Lifecycle::of(placed.operation.deprecated, &placed.operation.extensions)
}

/// Whether the day has come until which something stays; where none is told, it has.
pub(super) fn is_over(lifecycle: &Lifecycle<'_>, today: Date) -> bool {
    match lifecycle.sunset {
        None => true,
        Some(_) => lifecycle.sunset_day().is_some_and(|day| day <= today),
    }
}

fn operations(document: &Document) -> Vec<Placed<'_>> {
    let all = document.operations();
    all.map(|(path, item, operation)| Placed { path, item, operation }).collect()
}

fn effective(document: &Document, placed: &Placed<'_>) -> Vec<String> {
    urls::effective(document, placed.path, placed.item, placed.operation)
}
