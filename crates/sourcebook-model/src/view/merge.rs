//! Makes the shape of a place of what holds there.

use crate::document::Schema;

use super::Views;
use super::expand::{self, Part, Step};
use super::meet::Meet;
use super::shape::Shape;
use super::{intersect, items, members, names, notes, rules, unions};

/// The shape of what holds at a place.
pub(super) fn shape<'d>(views: &Views<'d>, parts: &[Part]) -> Shape<'d> {
    let document = views.document();
    let order = expand::by_precedence(parts);
    let mut shape = Shape { notes: notes::notes(document, parts, &order), ..Shape::default() };
    let is_scalar_apart = intersect::scalars(document, parts, &mut shape);
    let is_object_apart = members::objects(views, parts, &order, &mut shape);
    items::lists(views, parts, &order, &mut shape);
    unions::unions(views, parts, &mut shape);
    shape.rules = rules::rules(views, parts);
    shape.content = rules::content(document, parts, &order);
    let here: Vec<_> =
        parts.iter().filter(|part| part.step == Step::Here).map(|part| part.schema).collect();
    shape.parts = names::parts(document, &here);
    intersect::infer(&mut shape);
    if is_scalar_apart || is_object_apart {
        shape.apart = Some(apart(views, parts));
    }
    shape
}

/// What is shown one by one where schemas contradict each other: the schemas of the place, of which
/// those that have the word are written last, or the parts of the only one.
fn apart(views: &Views<'_>, parts: &[Part]) -> Vec<Meet> {
    let is_here = |part: &&Part| part.step == Step::Here;
    let here: Vec<Meet> =
        parts.iter().rev().filter(is_here).map(|part| Meet::One(part.schema)).collect();
    let [Meet::One(one)] = here[..] else { return here };
    let schema: &Schema = &views.document().schemas[one];
    let target = schema.reference.as_ref().and_then(|reference| reference.target);
    target.into_iter().chain(schema.all_of.iter().copied()).map(Meet::One).collect()
}
