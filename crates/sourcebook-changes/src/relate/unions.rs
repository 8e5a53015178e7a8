//! Unions: options are matched one by one, and what is left came or went.
//!
//! Where both places have as many unions and either the unions or what stands around them is the same,
//! each is compared on its own. Otherwise what stands around is taken into every option, so that it
//! does not matter which of both ways a document is written.

mod cases;
mod matching;
mod overlap;
mod tags;

use sourcebook_model::document::{Schema, Value};
use sourcebook_model::view::{Direction, Union, UnionKind};
use sourcebook_syntax::Code;

use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, Mark, Rule, Subject};
use crate::graph::{Node, Pair, Step};
use crate::relation::Relation;
use crate::spot::Spot;
use matching::Matched;

/// An option of a union, with all that holds where it is chosen.
#[derive(Debug, Clone)]
pub(super) struct Branch<'d> {
    pub(super) spot: Spot,
    /// The values of the member that tells.
    pub(super) tags: Vec<&'d str>,
    /// The name of its schema among the components.
    pub(super) name: Option<&'d str>,
    pub(super) title: Option<&'d str>,
}

/// What came of comparing unions in one way.
struct Compared {
    node: Node,
    is_same: bool,
}

impl Compared {
    /// Whether an option came or went.
    fn has_branches(&self) -> bool {
        let is_one = |code: &Code| [&codes::BRANCH_ADDED, &codes::BRANCH_REMOVED].contains(&code);
        self.node.differences.iter().any(|one| is_one(one.code))
    }
}

impl<'d> Relator<'_, 'd> {
    /// Compares a pair of places of which one at least has unions that are not decided; `open` are
    /// their numbers.
    pub(super) fn unions(
        &mut self,
        pair: Pair,
        shapes: &Shapes<'d>,
        open: [&[usize]; 2],
        node: &mut Node,
    ) {
        let apart = self.null_apart(pair);
        let in_place = (open[0].len() == open[1].len()).then(|| {
            let mut around = Node::default();
            self.plain(pair, shapes, &mut around);
            let unions = self.in_place(pair, shapes, open, apart);
            let is_around_same = self.is_node_equal(&around);
            (around, is_around_same, unions)
        });
        if let Some((around, is_around_same, unions)) = in_place {
            if is_around_same || unions.is_same {
                let (is_same, has_branches) = (unions.is_same, unions.has_branches());
                node.take([around, unions.node]);
                if !is_same && has_branches {
                    node.may_overlap = true;
                }
                return;
            }
            match self.distributed(pair, apart) {
                Some(distributed) if distributed.is_same => node.take([distributed.node]),
                _ => {
                    node.take([around, unions.node]);
                    node.may_overlap = true;
                }
            }
            return;
        }
        match self.distributed(pair, apart) {
            Some(distributed) => {
                let is_same = distributed.is_same;
                node.take([distributed.node]);
                if !is_same {
                    node.may_overlap = true;
                }
            }
            None => node.differences.push(self.unknown(pair, "it has too many alternatives")),
        }
    }

    /// Compares each union with the one at the same position.
    fn in_place(
        &mut self,
        pair: Pair,
        shapes: &Shapes<'d>,
        open: [&[usize]; 2],
        apart: bool,
    ) -> Compared {
        let mut all = Compared { node: Node::default(), is_same: true };
        for (old, new) in open[0].iter().zip(open[1]) {
            let (old, new) = (&shapes.old.unions[*old], &shapes.new.unions[*new]);
            let before = branches(&self.old, old, apart);
            let after = branches(&self.new, new, apart);
            let has_tags = old.by.is_some() && new.by.is_some();
            let matched = self.matched(&before, &after, has_tags);
            self.tell_by(pair, old, new, &mut all);
            self.tell(pair, &before, &after, matched, has_tags, &mut all);
            self.tell_kind(pair, old, new, &mut all);
        }
        all
    }

    /// Compares every combination of options, with what stands around them; `None` where there are too
    /// many.
    fn distributed(&mut self, pair: Pair, apart: bool) -> Option<Compared> {
        let before = cases::of(&mut self.old, pair.old, apart)?;
        let after = cases::of(&mut self.new, pair.new, apart)?;
        let mut all = Compared { node: Node::default(), is_same: true };
        self.tell_null(pair, &mut all);
        let has_tags =
            [&before, &after].iter().all(|all| all.iter().all(|one| !one.tags.is_empty()));
        let matched = self.matched(&before, &after, has_tags);
        self.tell(pair, &before, &after, matched, has_tags, &mut all);
        Some(all)
    }

    /// Adds what became of options.
    fn tell(
        &mut self,
        pair: Pair,
        before: &[Branch<'d>],
        after: &[Branch<'d>],
        matched: Matched,
        has_tags: bool,
        all: &mut Compared,
    ) {
        for (old, new) in &matched.pairs {
            let below = self.pair(Pair { old: before[*old].spot, new: after[*new].spot });
            all.is_same &= self.is_equal(below);
            all.node.below(below, Step::Same);
            if has_tags {
                self.tell_tags(pair, &before[*old], &after[*new], all);
            }
        }
        for at in matched.removed {
            self.tell_branch(pair, &codes::BRANCH_REMOVED, Relation::Narrower, &before[at], all);
        }
        for at in matched.added {
            self.tell_branch(pair, &codes::BRANCH_ADDED, Relation::Wider, &after[at], all);
        }
    }

    fn tell_branch(
        &self,
        pair: Pair,
        code: &'static Code,
        relation: Relation,
        branch: &Branch<'d>,
        all: &mut Compared,
    ) {
        all.is_same = false;
        let is_old = relation == Relation::Narrower;
        let side = if is_old { &self.old } else { &self.new };
        let own = side.views.schemas(branch.spot.meet).first().copied();
        let own =
            own.map(|schema| Mark { origin: side.document().schemas[schema].origin, keyword: "" });
        let name = branch.name.or(branch.title).map(|name| format!("`{name}`"));
        let by_tag = || branch.tags.first().map(|tag| format!("of `{tag}`"));
        // One without a name is told by a value.
        let described = name.or_else(by_tag).unwrap_or_default();
        let mut difference = Difference {
            relation,
            shown_by: Some((branch.spot, is_old)),
            ..self.difference(code, pair, Subject::Option(described.into()))
        };
        if is_old {
            difference.old = own;
        } else {
            difference.new = own;
        }
        all.node.differences.push(difference);
    }

    /// `oneOf` and `anyOf` allow the same where no value fits two options.
    fn tell_kind(&mut self, pair: Pair, old: &Union<'d>, new: &Union<'d>, all: &mut Compared) {
        if old.kind == new.kind || self.are_disjoint(new) {
            return;
        }
        all.is_same = false;
        let words = |kind: UnionKind| match kind {
            UnionKind::ExactlyOne => "`oneOf`",
            UnionKind::AtLeastOne => "`anyOf`",
        };
        let says = |schema: &Schema| !schema.one_of.is_empty() || !schema.any_of.is_empty();
        let keyword = if new.kind == UnionKind::ExactlyOne { "oneOf" } else { "anyOf" };
        all.node.differences.push(Difference {
            relation: Relation::Unknown,
            was: words(old.kind).to_owned(),
            now: format!("{}, and values may fit several options", words(new.kind)),
            ..self.difference_at(&codes::UNDECIDED, pair, Subject::Keyword("anyOf"), keyword, says)
        });
    }

    /// Whether `null` is valid on one side at least, so that it need not be looked at option by option.
    fn null_apart(&self, pair: Pair) -> bool {
        let is_null = |side: &crate::side::Side<'_, 'd>, spot| {
            side.fits(spot, &Value::Null, Direction::Whole)
        };
        is_null(&self.old, pair.old) || is_null(&self.new, pair.new)
    }

    fn tell_null(&self, pair: Pair, all: &mut Compared) {
        let old =
            pair.old.kinds.has_null() && self.old.fits(pair.old, &Value::Null, Direction::Whole);
        let new =
            pair.new.kinds.has_null() && self.new.fits(pair.new, &Value::Null, Direction::Whole);
        if old == new {
            return;
        }
        all.is_same = false;
        let words = |is_there: bool| if is_there { "allowed" } else { "not allowed" }.to_owned();
        let code = if new { &codes::TYPE_WIDENED } else { &codes::TYPE_NARROWED };
        all.node.differences.push(Difference {
            relation: Relation::of_sets(old, new),
            rule: Rule::Law,
            was: words(old),
            now: words(new),
            candidates: vec![Value::Null],
            ..self.difference(code, pair, Subject::Value("null".into()))
        });
    }

    fn is_node_equal(&mut self, node: &Node) -> bool {
        node.differences.iter().all(|one| one.relation == Relation::Equal)
            && node.below.iter().all(|edge| self.is_equal(edge.pair))
    }
}

/// The options of a union, each by itself.
fn branches<'d>(
    side: &crate::side::Side<'_, 'd>,
    union: &Union<'d>,
    apart: bool,
) -> Vec<Branch<'d>> {
    let branch = |option: &sourcebook_model::view::Choice<'d>| {
        let spot = Spot::new(option.meet);
        Branch {
            spot: if apart { spot.without_null() } else { spot },
            tags: if union.by.is_some() { option.values.clone() } else { Vec::new() },
            name: side.name(option.meet),
            title: option.title,
        }
    };
    union.options.iter().map(branch).collect()
}
