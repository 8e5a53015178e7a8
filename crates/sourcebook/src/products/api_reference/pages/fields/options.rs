//! The options of unions, as items.

use sourcebook_model::document::Value;
use sourcebook_model::view::{Choice, Union};

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
                let names: Vec<String> = requires.iter().map(|name| code(name)).collect();
                writer.item(&format!("with {}", enumeration(&names)), |_| {});
            } else {
                self.write_place(writer, &lead(union, option), option.meet, position);
            }
        }
    }
}

/// `when `kind` is `home`:`, where a member tells which option it is.
fn lead(union: &Union<'_>, option: &Choice<'_>) -> String {
    let Some(by) = union.by.filter(|_| !option.values.is_empty()) else { return String::new() };
    let values = option.values.iter().map(|value| shown(&Value::string(*value), true));
    let values: Vec<String> = values.collect();
    format!("when {} is {}:", code(by), alternatives(&values))
}
