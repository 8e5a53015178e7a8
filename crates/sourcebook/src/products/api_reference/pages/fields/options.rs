//! The options of unions, as items.

use std::sync::Arc;

use sourcebook_model::document::Value;
use sourcebook_model::view::{Choice, Member, Shape, Union};

use super::item::{Beside, Item, Which};
use super::position::{Base, Position};
use super::traits::options_follow;
use super::values::shown;
use super::words::{alternatives, enumeration};
use super::{Field, Scope};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

impl<'d> Scope<'_, 'd> {
    /// Writes the options of a field. Of several unions, each stands by itself.
    pub(super) fn write_options(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
    ) {
        let base = match position.base {
            Base::Change(known) => Base::Change(known),
            _ if field.shape.members.is_empty() => Base::Nothing,
            _ => Base::Option(field.meet),
        };
        let inside = position.option(base);
        match self.listed_unions(&field.shape)[..] {
            [] => {}
            [union] => self.write_union(writer, union, inside),
            ref unions => {
                for union in unions {
                    writer.item(&options_follow(union), |writer| {
                        self.write_union(writer, union, inside);
                    });
                }
            }
        }
    }

    fn write_union(&self, writer: &mut Writer, union: &Union<'d>, position: Position<'_>) {
        for option in &union.options {
            if let Some(requires) = &option.requires {
                let names = requires.iter().map(|name| code(name)).collect::<Vec<_>>();
                writer.item(&format!("with {}", enumeration(&names)), |_| {});
            } else {
                let lead = lead(union, option);
                let mut field = self.field(option.meet);
                field.shape = told(field.shape, union, option);
                let beside = Beside::default();
                let item = Item { lead: &lead, field: &field, beside: &beside, which: Which::All };
                self.write_item(writer, &item, position, |_| {});
            }
        }
    }
}

/// The shape of an option: its member that tells has the values of this option, and not those of all
/// that are made of it.
fn told<'d>(shape: Arc<Shape<'d>>, union: &Union<'d>, option: &Choice<'d>) -> Arc<Shape<'d>> {
    let tells = |member: &Member<'d>| Some(member.name) == union.by && member.tells.len() > 1;
    if option.values.is_empty() || !shape.members.iter().any(tells) {
        return shape;
    }
    let mut shape = (*shape).clone();
    for member in shape.members.iter_mut().filter(|member| tells(member)) {
        member.tells.clone_from(&option.values);
    }
    Arc::new(shape)
}

/// `when `kind` is `home`:`, where a member tells which option it is; with `otherwise` for the one
/// that holds where the member tells nothing (3.2: `defaultMapping`).
fn lead(union: &Union<'_>, option: &Choice<'_>) -> String {
    let Some(by) = union.by.filter(|_| !option.values.is_empty()) else { return String::new() };
    let values = option.values.iter().map(|value| shown(&Value::string(*value), true));
    let values: Vec<String> = values.collect();
    let otherwise = if option.is_default { ", and otherwise" } else { "" };
    format!("when {} is {}{otherwise}:", code(by), alternatives(&values))
}
