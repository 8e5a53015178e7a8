//! Which option of one union is which of the other.

use foldhash::HashSet;
use sourcebook_model::document::SchemaType;
use sourcebook_model::view::Shape;

use super::Branch;
use crate::graph::Pair;
use crate::relate::Relator;

/// Maximum number of pairs of options that are compared to find those that are equal.
const MAX_COMPARED: usize = 4_000;

/// Options that belong together, and those that are left, by their positions.
#[derive(Debug, Default)]
pub(super) struct Matched {
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) removed: Vec<usize>,
    pub(super) added: Vec<usize>,
}

/// What is not matched yet.
struct Left {
    old: Vec<usize>,
    new: Vec<usize>,
    pairs: Vec<(usize, usize)>,
}

impl Left {
    /// Matches each old option with the first new one that belongs to it.
    fn take(&mut self, mut belongs: impl FnMut(usize, usize) -> bool) {
        let (new, pairs) = (&mut self.new, &mut self.pairs);
        self.old.retain(|old| match new.iter().position(|new| belongs(*old, *new)) {
            Some(at) => {
                pairs.push((*old, new.remove(at)));
                false
            }
            None => true,
        });
    }
}

impl<'d> Relator<'_, 'd> {
    /// Matches options: by their tags, then those that are equal, then by name, then the most alike.
    /// What is contained in an option of the other side neither came nor went.
    pub(super) fn matched(
        &mut self,
        old: &[Branch<'d>],
        new: &[Branch<'d>],
        has_tags: bool,
    ) -> Matched {
        let (all_old, all_new) = ((0..old.len()).collect(), (0..new.len()).collect());
        let mut left = Left { old: all_old, new: all_new, pairs: Vec::new() };
        if has_tags {
            left.take(|was, now| old[was].tags.iter().any(|tag| new[now].tags.contains(tag)));
        }
        let has_name =
            |was: usize, now: usize| old[was].name.is_some() && old[was].name == new[now].name;
        left.take(|was, now| has_name(was, now) && self.are_equal(&old[was], &new[now]));
        if left.old.len() * left.new.len() <= MAX_COMPARED {
            left.take(|was, now| self.are_equal(&old[was], &new[now]));
        }
        left.take(has_name);
        self.alike(old, new, &mut left);
        left.pairs.sort_unstable();
        self.contained(old, new, left)
    }

    fn are_equal(&mut self, old: &Branch<'d>, new: &Branch<'d>) -> bool {
        if !self.may_be_equal(old, new) {
            return false;
        }
        let pair = self.pair(Pair { old: old.spot, new: new.spot });
        self.is_equal(pair)
    }

    /// A quick look: plain objects of other members are other ones, and so are plain types that differ.
    fn may_be_equal(&self, old: &Branch<'d>, new: &Branch<'d>) -> bool {
        let (was, now) = (self.old.shape(old.spot), self.new.shape(new.spot));
        let is_plain = |shape: &Shape<'d>| shape.unions.is_empty() && !shape.is_inferred;
        if !is_plain(&was) || !is_plain(&now) {
            return true;
        }
        let names = |shape: &Shape<'d>| -> HashSet<&'d str> {
            shape.members.iter().map(|member| member.name).collect()
        };
        let has_types = was.types.iter().any(|kind| now.types.contains(kind))
            || was.types.is_empty()
            || now.types.is_empty()
            || (was.null && now.null);
        has_types && names(&was) == names(&now)
    }

    /// Whether both have values of a type in common, so that one may contain the other.
    fn may_contain(&self, old: &Branch<'d>, new: &Branch<'d>) -> bool {
        let (was, now) = (self.old.shape(old.spot), self.new.shape(new.spot));
        let is_number =
            |kind: &SchemaType| matches!(kind, SchemaType::Number | SchemaType::Integer);
        let is_typed = !was.is_inferred && !now.is_inferred;
        let have_numbers = was.types.iter().any(is_number) && now.types.iter().any(is_number);
        !is_typed || have_numbers || was.types.iter().any(|kind| now.types.contains(kind))
    }

    /// Matches what is left by what both have in common, the most alike first.
    fn alike(&self, old: &[Branch<'d>], new: &[Branch<'d>], left: &mut Left) {
        if left.old.len() * left.new.len() > MAX_COMPARED {
            return;
        }
        let mut scored = Vec::new();
        for was in &left.old {
            for now in &left.new {
                let score = self.likeness(&old[*was], &new[*now]);
                if score >= 40 {
                    scored.push((score, *was, *now));
                }
            }
        }
        scored.sort_by_key(|(score, was, now)| (std::cmp::Reverse(*score), *was, *now));
        for (_, was, now) in scored {
            if left.old.contains(&was) && left.new.contains(&now) {
                left.old.retain(|one| *one != was);
                left.new.retain(|one| *one != now);
                left.pairs.push((was, now));
            }
        }
    }

    /// How much two options have in common, from 0 to 100.
    fn likeness(&self, old: &Branch<'d>, new: &Branch<'d>) -> usize {
        let (was, now) = (self.old.shape(old.spot), self.new.shape(new.spot));
        if was.types.iter().all(|kind| !now.types.contains(kind)) {
            return 0;
        }
        let names = |shape: &Shape<'d>| -> HashSet<&'d str> {
            shape.members.iter().map(|member| member.name).collect()
        };
        let (was, now) = (names(&was), names(&now));
        let all = was.union(&now).count();
        (100 * was.intersection(&now).count()).checked_div(all).unwrap_or(50)
    }

    /// Takes away options that hold nothing which the other side does not have.
    fn contained(&mut self, old: &[Branch<'d>], new: &[Branch<'d>], left: Left) -> Matched {
        let Left { old: mut removed, new: mut added, pairs } = left;
        let is_small = old.len() * new.len() <= MAX_COMPARED;
        removed.retain(|was| {
            let kept = |now: &Branch<'d>| {
                if !self.may_contain(&old[*was], now) {
                    return false;
                }
                let pair = self.pair(Pair { old: old[*was].spot, new: now.spot });
                self.relation(pair).keeps_all()
            };
            !(is_small && new.iter().any(kept))
        });
        added.retain(|now| {
            let had = |was: &Branch<'d>| {
                if !self.may_contain(was, &new[*now]) {
                    return false;
                }
                let pair = self.pair(Pair { old: was.spot, new: new[*now].spot });
                self.relation(pair).adds_none()
            };
            !(is_small && old.iter().any(had))
        });
        Matched { pairs, removed, added }
    }
}
