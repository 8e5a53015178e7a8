//! What holds under a condition, and what must not hold, as items behind all others.

use sourcebook_model::document::{SchemaType, Value};
use sourcebook_model::view::{Condition, Meet, MemberCondition, Rule};

use super::item::Said;
use super::position::{Base, Position};
use super::values::shown;
use super::words::{alternatives, enumeration};
use super::{Field, Scope};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::{Mark, Writer};

impl<'d> Scope<'_, 'd> {
    /// Writes the rules of a field.
    pub(super) fn write_rules(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
    ) {
        let known = match position.base {
            Base::Nothing | Base::Option(_) => Some(field.meet),
            Base::Change(known) => known,
        };
        let change = position.option(Base::Change(known));
        for rule in &field.shape.rules {
            match rule {
                Rule::IfGiven { name, requires } => {
                    let names: Vec<String> = requires.iter().map(|name| code(name)).collect();
                    let are = if names.len() == 1 { "is" } else { "are" };
                    let names = enumeration(&names);
                    if !names.is_empty() {
                        let line = format!("if {} is given, {names} {are} required", code(name));
                        writer.item(&line, |_| {});
                    }
                }
                Rule::IfGivenThen { name, then } => {
                    let lead = format!("if {} is given, then:", code(name));
                    self.write_place(writer, &lead, *then, change);
                }
                Rule::If { condition, then, otherwise, .. } => {
                    self.write_condition(writer, field, condition, *then, *otherwise, change);
                }
                Rule::Not(not) => {
                    let alone = position.option(Base::Change(None));
                    self.write_place(writer, "not:", *not, alone);
                }
            }
        }
    }

    fn write_condition(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        condition: &Condition<'d>,
        then: Option<Meet>,
        otherwise: Option<Meet>,
        change: Position<'_>,
    ) {
        let start = writer.mark();
        let lead = match condition {
            Condition::Members(members) => {
                let members = members.iter().map(|member| self.given(field, member));
                let members = members.collect::<Vec<_>>().join(" and ");
                let word = if then.is_none() { "unless" } else { "if" };
                format!("{word} {members}, then:")
            }
            Condition::Fits(fits) => {
                let said = self.write_place(writer, "if it fits:", *fits, change);
                if said == Said::Nothing {
                    writer.item("if it fits: any", |_| {});
                }
                "then:".to_owned()
            }
        };
        let Some(then) = then else {
            self.write_exception(writer, condition, &lead, otherwise, change, start);
            return;
        };
        let has_then = self.write_place(writer, &lead, then, change) != Said::Nothing;
        if !has_then {
            writer.item(&[&lead, " any"].concat(), |_| {});
        }
        let other =
            otherwise.map(|otherwise| self.write_place(writer, "otherwise:", otherwise, change));
        let has_other = other.is_some_and(|said| said != Said::Nothing);
        if !has_then && !has_other {
            writer.go_back(start);
        }
    }

    /// What holds where a condition does not, and nothing is said where it does.
    fn write_exception(
        &self,
        writer: &mut Writer,
        condition: &Condition<'d>,
        lead: &str,
        otherwise: Option<Meet>,
        change: Position<'_>,
        start: Mark,
    ) {
        let lead = match condition {
            Condition::Members(_) => lead,
            Condition::Fits(_) => "otherwise:",
        };
        let said = otherwise.map(|otherwise| self.write_place(writer, lead, otherwise, change));
        if said.is_none_or(|said| said == Said::Nothing) {
            writer.go_back(start);
        }
    }

    /// That a member is given, or has one of some values.
    fn given(&self, field: &Field<'d>, condition: &MemberCondition<'d>) -> String {
        let name = code(condition.name);
        let Some(values) = &condition.values else { return format!("{name} is given") };
        let mut members = field.shape.members.iter();
        let member = members.find(|member| member.name == condition.name);
        let kinds = member.map(|member| self.field(member.meet).kinds).unwrap_or_default();
        let is_string = |value: &&Value| matches!(value, Value::String(_));
        let is_text = match kinds[..] {
            [] => values.iter().all(is_string),
            _ => kinds == [SchemaType::String],
        };
        let values: Vec<String> = values.iter().map(|value| shown(value, is_text)).collect();
        format!("{name} is {}", alternatives(&values))
    }
}
