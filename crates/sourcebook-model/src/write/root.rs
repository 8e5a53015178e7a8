//! The document itself: information, servers, tags.

use crate::document::{Contact, Info, License, Server, Tag, Value, Version};

use super::members::Members;
use super::writer::Writer;
use super::{LossKind, Subject, Target};

impl Writer<'_> {
    /// A document of OpenAPI 3.
    pub(super) fn root(&mut self) -> Value {
        let document = self.document;
        let mut members = Members::default();
        members.text("openapi", Some(self.version_text()));
        self.lose_member(LossKind::Detail, "$self", document.self_uri.is_some());
        let info = self.info(&document.info);
        members.push("info", info);
        if self.is_3_1() {
            members.text("jsonSchemaDialect", document.json_schema_dialect.as_deref());
        } else {
            let has_dialect = document.json_schema_dialect.is_some();
            self.lose_member(LossKind::Detail, "jsonSchemaDialect", has_dialect);
        }
        let servers = self.servers(&document.servers);
        members.list("servers", servers);
        self.paths(&mut members);
        self.webhooks(&mut members);
        self.components(&mut members);
        self.requirements(&mut members, Some(&document.security));
        self.tags(&mut members);
        self.external_docs(&mut members, document.external_docs.as_ref());
        members.extensions(&document.extensions);
        members.into()
    }

    /// The version as the document has it, where it is the one that is written.
    fn version_text(&self) -> &str {
        match (self.target, self.document.version) {
            (Target::OpenApi3_1, Version::OpenApi3_1)
            | (Target::OpenApi3_0, Version::OpenApi3_0)
                // A number has no third part.
                if self.document.version_text.split('.').count() == 3 =>
            {
                &self.document.version_text
            }
            (Target::OpenApi3_1, _) => "3.1.0",
            _ => "3.0.3",
        }
    }

    pub(super) fn info(&mut self, info: &Info) -> Value {
        let mut members = Members::default();
        members.text("title", Some(&info.title));
        let mut description = info.description.as_deref();
        if self.is_3_1() {
            members.text("summary", info.summary.as_deref());
        } else if info.summary.is_some() {
            self.lose(LossKind::Member, "`summary` of `info`", "info");
            // Better in another place than nowhere.
            description = description.or(info.summary.as_deref());
        }
        members.text("description", description);
        members.text("termsOfService", info.terms_of_service.as_deref());
        if let Some(contact) = &info.contact {
            let contact = self.contact(contact);
            members.push("contact", contact);
        }
        if let Some(license) = &info.license {
            let license = self.license(license);
            members.push("license", license);
        }
        members.text("version", Some(&info.version));
        members.extensions(&info.extensions);
        members.into()
    }

    fn license(&mut self, license: &License) -> Value {
        let mut members = Members::default();
        members.text("name", Some(&license.name));
        if self.is_3_1() && license.url.is_none() {
            members.text("identifier", license.identifier.as_deref());
        } else if self.is_3_1() {
            let is_said = license.identifier.is_some();
            self.lose_member(LossKind::Exclusive, "identifier", is_said);
        } else if license.identifier.as_ref().is_some_and(|identifier| *identifier != license.name)
        {
            self.lose(LossKind::Detail, "`identifier` of the license", "info");
        }
        let url = self.whole_url(license.url.as_deref(), "the license", "info");
        members.text("url", url);
        members.extensions(&license.extensions);
        members.into()
    }

    pub(super) fn servers(&mut self, servers: &[Server]) -> Vec<Value> {
        servers.iter().map(|server| self.server(server)).collect()
    }

    pub(super) fn server(&mut self, server: &Server) -> Value {
        let mut members = Members::default();
        members.text("url", Some(&server.url));
        self.lose_server_name(server);
        members.text("description", server.description.as_deref());
        let mut variables = Members::default();
        for (name, variable) in &server.variables {
            let mut one = Members::default();
            one.texts("enum", &variable.values);
            one.text("default", Some(&variable.default));
            one.text("description", variable.description.as_deref());
            one.extensions(&variable.extensions);
            variables.push(name, one.into());
        }
        members.object("variables", variables);
        members.extensions(&server.extensions);
        members.into()
    }

    pub(super) fn lose_server_name(&mut self, server: &Server) {
        if let Some(name) = &server.name {
            self.lose(LossKind::Member, format!("the name `{name}` of a server"), "servers");
        }
    }

    pub(super) fn tags(&mut self, members: &mut Members) {
        let document = self.document;
        let mut tags = Vec::new();
        for tag in &document.tags {
            let subject = Subject::Tag(tag.name.clone());
            tags.push(self.about(subject, tag.origin, |writer| writer.tag(tag)));
        }
        members.list("tags", tags);
    }

    fn tag(&mut self, tag: &Tag) -> Value {
        let mut members = Members::default();
        members.text("name", Some(&tag.name));
        for (member, text) in [("summary", &tag.summary), ("parent", &tag.parent)] {
            self.lose_member(LossKind::Member, member, text.is_some());
        }
        self.lose_member(LossKind::Detail, "kind", tag.kind.is_some());
        members.text("description", tag.description.as_deref());
        self.external_docs(&mut members, tag.external_docs.as_ref());
        members.extensions(&tag.extensions);
        members.into()
    }

    fn contact(&mut self, contact: &Contact) -> Value {
        let mut members = Members::default();
        members.text("name", contact.name.as_deref());
        members.text("url", self.whole_url(contact.url.as_deref(), "the contact", "info"));
        members.text("email", contact.email.as_deref());
        members.extensions(&contact.extensions);
        members.into()
    }
}
