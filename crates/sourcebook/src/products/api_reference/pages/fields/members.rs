//! Members of objects. Deep ones are no longer indented: their names are paths.

use std::sync::Arc;

use sourcebook_model::view::{Meet, Member, Shape};

use super::item::{Beside, Item, Which};
use super::position::{Base, Position};
use super::{Field, Scope};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

/// The level of members below which they are not indented further.
const MAX_INDENTED: usize = 5;

impl<'d> Scope<'_, 'd> {
    /// Writes the members of an object, with the path to it before their names.
    pub(super) fn write_members(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
        path: &str,
    ) {
        let known = position.base.known().map(|meet| self.reference.views.shape(meet));
        let views = &self.reference.views;
        for member in views.members(&field.shape, self.direction()) {
            let mut members = known.iter().flat_map(|shape| &shape.members);
            let known = members.find(|known| known.name == member.name);
            if let Some(base) = self.base(position.base, member, known) {
                let required = member.required && !is_required_already(base, known);
                let member = Member { required, ..member.clone() };
                self.write_member(writer, &member, position.member(base), path);
            }
        }
    }

    /// What is known of a member; `None` where nothing new is said of it.
    fn base(&self, base: Base, member: &Member<'d>, known: Option<&Member<'d>>) -> Option<Base> {
        let meet = known.map(|known| known.meet);
        match base {
            Base::Nothing => Some(Base::Nothing),
            Base::Change(_) => Some(Base::Change(meet)),
            Base::Option(_) => {
                let is_same = known.is_some_and(|known| {
                    known.meet == member.meet
                        && known.required == member.required
                        && known.tells == member.tells
                });
                let is_change = known.is_some() && self.is_without_type(member.meet);
                match (is_same, is_change) {
                    (true, _) => None,
                    (false, true) => Some(Base::Change(meet)),
                    (false, false) => Some(Base::Nothing),
                }
            }
        }
    }

    fn is_without_type(&self, meet: Meet) -> bool {
        let field = self.field(meet);
        field.named.is_none() && (field.shape.is_inferred || field.kinds.is_empty())
    }

    fn write_member(
        &self,
        writer: &mut Writer,
        member: &Member<'d>,
        position: Position<'_>,
        path: &str,
    ) {
        let path = [path, member.name].concat();
        let lead = ["**", &code(&path), "**"].concat();
        let mut field = self.field(member.meet);
        if !member.tells.is_empty() {
            // Of the values that are allowed anywhere, these are left.
            field.shape = Arc::new(Shape { allowed: None, ..(*field.shape).clone() });
        }
        let mut beside = Beside {
            name: Some(member.name),
            required: member.required,
            tells: &member.tells,
            ..Beside::default()
        };
        let encoding = self.encoding(member.name, position);
        if let Some(encoding) = encoding {
            self.add_encoding(member.name, &field, encoding, &mut beside);
        }
        // The level is that of what is inside.
        let is_deep = position.level > MAX_INDENTED;
        let which = if is_deep { Which::WithoutMembers } else { Which::All };
        let item = Item { lead: &lead, field: &field, beside: &beside, which };
        let inside = self.inside_part(encoding, position);
        inside.write_item(writer, &item, position, |writer| {
            if let Some(encoding) = encoding {
                self.write_part_headers(writer, encoding);
            }
        });
        if is_deep {
            let path = path + ".";
            inside.write_children_at(writer, &field, position, Which::Members, &path);
        }
    }
}

fn is_required_already(base: Base, known: Option<&Member<'_>>) -> bool {
    matches!(base, Base::Change(_)) && known.is_some_and(|known| known.required)
}
