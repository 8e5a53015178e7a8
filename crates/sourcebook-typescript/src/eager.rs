//! Which aliases lead to which ones at once, that is, without an object or a list between: an alias that
//! leads to itself in this way is an error of TypeScript.

use foldhash::{HashMap, HashSet, HashSetExt};

use sourcebook_model::Id;
use sourcebook_model::document::Schema;
use sourcebook_model::view::{Meet, Others, Views};

use crate::kind::is_interface;

/// For every alias, the named schemas to which it leads at once.
#[derive(Debug, Default)]
pub(crate) struct Eager(HashMap<Id<Schema>, Vec<Id<Schema>>>);

impl Eager {
    /// Looks at every named schema.
    pub(crate) fn new(views: &Views<'_>) -> Self {
        let named = views.document().components.schemas.iter().map(|(_, id)| *id);
        let aliases = named.filter(|id| !is_interface(&views.shape(Meet::One(*id))));
        Self(aliases.map(|id| (id, next(views, id))).collect())
    }

    /// Whether one leads to another, or is it.
    pub(crate) fn leads(&self, from: Id<Schema>, to: Id<Schema>) -> bool {
        let (mut visited, mut open) = (HashSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            if at == to {
                return true;
            }
            if visited.insert(at) {
                open.extend(self.0.get(&at).into_iter().flatten());
            }
        }
        false
    }
}

/// The named schemas to which the type of one leads at once.
fn next(views: &Views<'_>, id: Id<Schema>) -> Vec<Id<Schema>> {
    if let Some(other) = views.alias(id) {
        return vec![other];
    }
    let (mut found, mut visited) = (Vec::new(), HashSet::new());
    let mut open = inside(views, Meet::One(id));
    while let Some(meet) = open.pop() {
        match views.name(meet) {
            Some(named) => found.push(named),
            None if visited.insert(meet) => open.extend(inside(views, meet)),
            None => {}
        }
    }
    found
}

/// What a type is made of at once: options, parts, and the values of a map.
fn inside(views: &Views<'_>, meet: Meet) -> Vec<Meet> {
    let shape = views.shape(meet);
    let options = shape.unions.iter().flat_map(|union| &union.options).map(|option| option.meet);
    let mut inside: Vec<Meet> = options.chain(shape.apart.iter().flatten().copied()).collect();
    if shape.members.is_empty() {
        inside.extend(shape.patterns.iter().map(|(_, meet)| *meet));
        for others in [shape.others, shape.unevaluated] {
            inside.extend(match others {
                Others::Of(meet) => Some(meet),
                Others::Any | Others::None => None,
            });
        }
    }
    inside
}
