//! Which member of a value tells which schema is meant.

use crate::document::{Discriminator, Id, Schema, Value, Version};
use crate::view::Meet;

use super::super::LossKind;
use super::super::members::Members;
use super::super::names::{reference, reference_to};
use super::super::writer::Writer;

impl Writer<'_> {
    pub(super) fn discriminator(
        &mut self,
        members: &mut Members,
        schema: &Schema,
        discriminator: &Discriminator,
    ) {
        let has_mapping = !discriminator.mapping.is_empty();
        if self.is_swagger2() {
            let property = &discriminator.property_name;
            if !self.can_discriminate(schema, discriminator) {
                let what = format!("that `{property}` tells which schema is meant");
                self.lose(LossKind::Discriminator, what, "discriminator");
                return;
            }
            members.text("discriminator", Some(&discriminator.property_name));
            self.lose_discriminator(LossKind::Member, "mapping", has_mapping);
            self.lose_default_mapping(schema, discriminator);
            let has_more = discriminator.extensions.iter().any(|(name, _)| name.starts_with("x-"));
            self.lose_discriminator(LossKind::Detail, "vendor extensions", has_more);
            return;
        }
        let mut object = Members::default();
        object.text("propertyName", Some(&discriminator.property_name));
        let mut mapping = Members::default();
        let targets = discriminator.targets.iter().copied().chain(std::iter::repeat(None));
        for ((value, to), target) in discriminator.mapping.iter().zip(targets) {
            mapping.push(value, Value::string(self.mapped(to, target)));
        }
        object.object("mapping", mapping);
        self.lose_default_mapping(schema, discriminator);
        object.extensions(&discriminator.extensions);
        members.push("discriminator", object.into());
    }

    /// Whether 2.0 can say which member tells: one that is required, of the schema itself, for schemas
    /// that are made of it (Schema Object, `discriminator`). A document of 2.0 stays as it is.
    fn can_discriminate(&self, schema: &Schema, discriminator: &Discriminator) -> bool {
        let property = discriminator.property_name.as_str();
        let options = schema.one_of.iter().chain(&schema.any_of);
        let is_made_of_it = |option: &Id<Schema>| {
            let parts = self.views.parts(Meet::One(*option));
            parts.iter().any(|part| self.document.schemas[part.schema].origin == schema.origin)
        };
        let is_member = schema.properties.iter().any(|(name, _)| **name == *property);
        let is_required = schema.required.iter().any(|name| **name == *property);
        let is_old = self.document.version == Version::Swagger2_0;
        is_member && (is_old || (is_required && options.copied().all(|one| is_made_of_it(&one))))
    }

    fn lose_default_mapping(&mut self, schema: &Schema, discriminator: &Discriminator) {
        let has_default = discriminator.default_mapping.is_some();
        let is_shown = self.names_an_option(schema, discriminator);
        let kind = if is_shown { LossKind::Member } else { LossKind::Detail };
        self.lose_discriminator(kind, "defaultMapping", has_default);
    }

    /// Whether pages say which of the options the default mapping means: there are several, or
    /// subtypes.
    fn names_an_option(&self, schema: &Schema, discriminator: &Discriminator) -> bool {
        let Some(target) = discriminator.default_target else { return false };
        let target = self.document.resolve(target);
        let options: Vec<Id<Schema>> =
            schema.one_of.iter().chain(&schema.any_of).copied().collect();
        let is_named = options.iter().any(|option| self.document.resolve(*option) == target);
        options.is_empty() || (options.len() > 1 && is_named)
    }

    /// Where a mapping leads in the document that is written.
    fn mapped(&self, written: &str, target: Option<Id<Schema>>) -> String {
        let Some(target) = target else { return written.to_owned() };
        match (self.names.schemas.get(&target), self.places.get(&target)) {
            (Some(name), _) if name == written => name.clone(),
            (Some(name), _) => reference_to(self.target, "schemas", name),
            (None, Some(place)) => reference(place),
            (None, None) => written.to_owned(),
        }
    }

    fn lose_discriminator(&mut self, kind: LossKind, member: &str, is_said: bool) {
        if is_said {
            self.lose(kind, format!("`{member}` of the discriminator"), "discriminator");
        }
    }
}
