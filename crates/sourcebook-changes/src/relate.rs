//! Holds the schemas of two documents against each other, pair by pair.
//!
//! Each pair of places is looked at once, whichever way leads there, so that cycles end and time is
//! bounded by the number of pairs. A pair knows what differs at itself and which pairs lie below; how
//! serious that is depends on the ways that lead there, and is judged later.

mod arrays;
mod kinds;
mod notes;
mod numbers;
mod objects;
mod order;
mod rules;
mod sizes;
mod texts;
mod unions;
mod values;

use std::rc::Rc;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use sourcebook_model::document::{Id, Schema};
use sourcebook_model::view::{Meet, Shape, Views};

use crate::codes;
use crate::difference::{Difference, LeftOut, Rule, Subject};
use crate::graph::{Node, Pair, PairId};
use crate::relation::Relation;
use crate::side::Side;
use crate::spot::Spot;

/// Maximum number of pairs. Beyond it pairs are said to be unknown.
const MAX_PAIRS: usize = 1_000_000;

/// Maximum number of unions inside each other of which options are looked for.
const MAX_DEPTH: usize = 40;

/// Maximum number of pairs that are looked at to learn how two options relate.
const MAX_LOOKED_AT: usize = 300;

/// All pairs of two documents that were met.
pub(crate) struct Relator<'v, 'd> {
    pub(crate) old: Side<'v, 'd>,
    pub(crate) new: Side<'v, 'd>,
    ids: HashMap<Pair, PairId>,
    pairs: Vec<Pair>,
    nodes: Vec<Option<Rc<Node>>>,
    /// Pairs that are being looked at.
    open: HashSet<PairId>,
    /// Pairs of which it is known whether anything that matters to values differs at them or below.
    equal: HashMap<PairId, bool>,
    /// How the values of pairs relate, as far as it was asked for.
    relations: HashMap<PairId, Relation>,
}

/// The merged schemas of both places of a pair.
pub(crate) struct Shapes<'d> {
    pub(crate) old: Arc<Shape<'d>>,
    pub(crate) new: Arc<Shape<'d>>,
}

impl<'v, 'd> Relator<'v, 'd> {
    pub(crate) fn new(old: &'v Views<'d>, new: &'v Views<'d>) -> Self {
        Self {
            old: Side::new(old),
            new: Side::new(new),
            ids: HashMap::default(),
            pairs: Vec::new(),
            nodes: Vec::new(),
            open: HashSet::default(),
            equal: HashMap::default(),
            relations: HashMap::default(),
        }
    }

    /// The pair of two schemas; an absent one says nothing.
    pub(crate) fn schemas(&mut self, old: Option<Id<Schema>>, new: Option<Id<Schema>>) -> PairId {
        let old = old.map_or_else(|| self.old.views.anything(), Meet::One);
        let new = new.map_or_else(|| self.new.views.anything(), Meet::One);
        self.meets(old, new)
    }

    pub(crate) fn meets(&mut self, old: Meet, new: Meet) -> PairId {
        let pair = Pair { old: Spot::new(old), new: Spot::new(new) };
        self.pair(pair)
    }

    pub(crate) fn pair(&mut self, pair: Pair) -> PairId {
        let next = u32::try_from(self.pairs.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry(pair).or_insert(next);
        if id == next {
            self.pairs.push(pair);
            self.nodes.push(None);
        }
        id
    }

    /// The places of a pair.
    pub(crate) fn spots(&self, id: PairId) -> Pair {
        self.pairs[id as usize]
    }

    /// How many pairs there are.
    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// What was found at a pair; nothing where nobody looked yet.
    pub(crate) fn found(&self, id: PairId) -> Option<&Rc<Node>> {
        self.nodes.get(id as usize)?.as_ref()
    }

    /// Looks at pairs, and at everything that lies below. Pairs that were only tried to find options that
    /// belong together are left.
    pub(crate) fn finish(&mut self, roots: impl Iterator<Item = PairId>) {
        let mut waiting: Vec<PairId> = roots.collect();
        let mut seen: HashSet<PairId> = waiting.iter().copied().collect();
        while let Some(id) = waiting.pop() {
            let Some(node) = self.finished(id) else { continue };
            let next = node.below.iter().map(|edge| edge.pair);
            waiting.extend(next.filter(|pair| seen.insert(*pair)));
        }
    }

    /// What differs at a pair, with what takes longer to find and is not needed to match options.
    fn finished(&mut self, id: PairId) -> Option<Rc<Node>> {
        let node = self.node(id)?;
        let has = |code| node.differences.iter().any(|one| one.code == code);
        let may_be_renamed = has(&codes::MEMBER_REMOVED)
            && (has(&codes::MEMBER_ADDED) || has(&codes::REQUIRED_MEMBER_ADDED));
        if !may_be_renamed && !node.may_overlap {
            return Some(node);
        }
        let pair = self.spots(id);
        let shapes = Shapes { old: self.old.shape(pair.old), new: self.new.shape(pair.new) };
        let mut whole = Node::clone(&node);
        if may_be_renamed {
            self.rename(&shapes, &mut whole);
        }
        if node.may_overlap {
            self.overlap(pair, &shapes, &mut whole);
        }
        let whole = Rc::new(whole);
        self.nodes[id as usize] = Some(Rc::clone(&whole));
        Some(whole)
    }

    /// What differs at a pair; `None` for one that is being looked at, or too deep inside of others: it
    /// has its turn later.
    pub(crate) fn node(&mut self, id: PairId) -> Option<Rc<Node>> {
        if let Some(node) = &self.nodes[id as usize] {
            return Some(Rc::clone(node));
        }
        if self.open.len() > MAX_DEPTH || !self.open.insert(id) {
            return None;
        }
        let node = Rc::new(self.look(id));
        self.open.remove(&id);
        self.nodes[id as usize] = Some(Rc::clone(&node));
        Some(node)
    }

    fn look(&mut self, id: PairId) -> Node {
        let pair = self.spots(id);
        let mut node = Node::default();
        if self.pairs.len() > MAX_PAIRS {
            node.differences.push(self.unknown(pair, "there is too much in it to compare"));
            return node;
        }
        if self.unread(pair, &mut node) {
            return node;
        }
        let shapes = Shapes { old: self.old.shape(pair.old), new: self.new.shape(pair.new) };
        if !pair.old.is_case() && !pair.new.is_case() {
            self.notes(pair, &shapes, &mut node);
        }
        let old_unions = self.old.open_unions(pair.old, &shapes.old);
        let new_unions = self.new.open_unions(pair.new, &shapes.new);
        if old_unions.is_empty() && new_unions.is_empty() {
            self.plain(pair, &shapes, &mut node);
        } else {
            self.unions(pair, &shapes, [&old_unions, &new_unions], &mut node);
        }
        let is_apart = shapes.old.apart.is_some() || shapes.new.apart.is_some();
        if is_apart && !(node.differences.is_empty() && node.below.is_empty()) {
            let differs = node.differences.iter().any(|one| one.relation != Relation::Equal);
            node.differences.retain(|one| one.relation == Relation::Equal);
            if differs {
                let why = "its schemas contradict each other";
                node.differences.push(self.unknown(pair, why));
            }
        }
        node
    }

    /// Compares everything but unions.
    fn plain(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let kinds = self.kinds(pair, shapes);
        let is_listed = self.values(pair, shapes, node);
        if !is_listed {
            self.compare_kinds(pair, kinds, node);
        }
        let both = kinds.both();
        if !is_listed {
            if both.has_numbers() {
                self.numbers(pair, shapes, both, node);
                let relation = texts::of_numbers(&shapes.old, &shapes.new);
                self.format(pair, shapes, relation, node);
            }
            if both.has_strings() {
                self.texts(pair, shapes, node);
            }
        }
        if both.has_arrays() {
            self.arrays(pair, shapes, node);
        }
        if both.has_objects() {
            self.objects(pair, shapes, node);
        }
        if !is_listed {
            self.rules(pair, shapes, node);
        }
    }

    /// Adds that nothing can be told where something was not read, unless it is the same on both sides.
    /// Returns whether something was not read.
    fn unread(&self, pair: Pair, node: &mut Node) -> bool {
        let is_unread = |side: &Side<'v, 'd>, meet| side.views.is_unread(meet);
        if !is_unread(&self.old, pair.old.meet) && !is_unread(&self.new, pair.new.meet) {
            return false;
        }
        if self.old.unread(pair.old) != self.new.unread(pair.new) {
            node.differences.push(self.unknown(pair, "a `$ref` in it leads nowhere"));
        }
        true
    }

    /// A difference of which nobody can tell what it means.
    fn unknown(&self, pair: Pair, why: &str) -> Difference {
        Difference {
            now: why.to_owned(),
            relation: Relation::Unknown,
            ..self.difference(&codes::UNDECIDED, pair, Subject::Whole)
        }
    }

    /// A difference by the law, of the place as a whole; callers fill in the rest.
    fn difference(
        &self,
        code: &'static sourcebook_syntax::Code,
        pair: Pair,
        subject: Subject,
    ) -> Difference {
        self.difference_at(code, pair, subject, "", |_| false)
    }

    /// The same where schemas stand that say something.
    fn difference_at(
        &self,
        code: &'static sourcebook_syntax::Code,
        pair: Pair,
        subject: Subject,
        keyword: &'static str,
        says: impl Fn(&Schema) -> bool + Copy,
    ) -> Difference {
        Difference {
            code,
            relation: Relation::Equal,
            rule: Rule::Law,
            subject,
            was: String::new(),
            now: String::new(),
            old: self.old.mark(pair.old, keyword, says),
            new: self.new.mark(pair.new, keyword, says),
            left_out: LeftOut::default(),
            shown_by: None,
            renamed: None,
            candidates: Vec::new(),
        }
    }

    /// Whether nothing that matters to values differs at a pair or below it. What is being looked at
    /// counts as equal: if it is not, that is said where it stands.
    pub(crate) fn is_equal(&mut self, id: PairId) -> bool {
        if let Some(known) = self.equal.get(&id) {
            return *known;
        }
        let mut visited = HashSet::from_iter([id]);
        let mut waiting = vec![id];
        let mut is_sure = true;
        while let Some(at) = waiting.pop() {
            if let Some(known) = self.equal.get(&at) {
                if *known {
                    continue;
                }
                self.equal.insert(id, false);
                return false;
            }
            let Some(node) = self.node(at) else {
                is_sure = false;
                continue;
            };
            if node.differences.iter().any(|one| one.relation != Relation::Equal) {
                self.equal.insert(at, false);
                self.equal.insert(id, false);
                return false;
            }
            let next = node.below.iter().map(|edge| edge.pair);
            waiting.extend(next.filter(|pair| visited.insert(*pair)));
        }
        if is_sure {
            self.equal.extend(visited.into_iter().map(|pair| (pair, true)));
        }
        true
    }

    /// How the values of a pair relate, everything below taken together.
    pub(crate) fn relation(&mut self, id: PairId) -> Relation {
        if let Some(known) = self.relations.get(&id) {
            return *known;
        }
        let relation = self.look_for_relation(id);
        self.relations.insert(id, relation);
        relation
    }

    fn look_for_relation(&mut self, id: PairId) -> Relation {
        let mut visited = HashSet::from_iter([(id, false)]);
        let mut waiting = vec![(id, false)];
        let mut relation = Relation::Equal;
        while let Some((at, is_flipped)) = waiting.pop() {
            if visited.len() > MAX_LOOKED_AT {
                return relation.and(Relation::Unknown);
            }
            let Some(node) = self.node(at) else { continue };
            for one in &node.differences {
                let of_one = one.relation;
                relation = relation.and(if is_flipped { of_one.mirrored() } else { of_one });
            }
            if relation == Relation::Incomparable {
                return relation;
            }
            let next = node.below.iter().map(|edge| (edge.pair, is_flipped != edge.flips));
            waiting.extend(next.filter(|state| visited.insert(*state)));
        }
        relation
    }
}
