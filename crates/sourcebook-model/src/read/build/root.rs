//! The document itself: information, servers, tags.

use crate::document::{Contact, ExternalDocs, Info, License, Server, ServerVariable, Tag};
use sourcebook_syntax::NodeRef;

use super::Builder;

const OPENAPI_FIELDS: &[&str] = &[
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];

impl<'t> Builder<'t, '_> {
    pub(super) fn root(&mut self, root: NodeRef<'t>) {
        if let Some(info) = self.object(root, "info") {
            self.document.info = self.info(info);
        }
        self.document.tags = self.tags(root);
        self.document.security = self.security_requirements(root).unwrap_or_default();
        self.document.external_docs = self.external_docs(root);
        if self.is_swagger2() {
            self.swagger2_root(root);
        } else {
            self.document.self_uri = self.text(root, "$self");
            self.document.json_schema_dialect = self.text(root, "jsonSchemaDialect");
            self.document.servers = self.servers(root);
            self.components(root);
            self.document.extensions = self.extensions(root, OPENAPI_FIELDS);
        }
        self.paths(root);
        if let Some(hooks) = self.object(root, "webhooks") {
            for (name, node) in self.members_with_doubles(hooks, "webhook", |_| true) {
                let item = self.path_item(node);
                self.document.webhooks.push((name.to_owned(), item));
            }
        }
    }

    fn paths(&mut self, root: NodeRef<'t>) {
        let Some(paths) = self.object(root, "paths") else { return };
        let is_path = |name: &str| !name.starts_with("x-");
        for (name, node) in self.members_with_doubles(paths, "path", is_path) {
            if is_path(name) {
                let item = self.path_item(node);
                self.document.paths.push((name.to_owned(), item));
            } else {
                self.document.path_extensions.push((name.into(), node.to_value()));
            }
        }
    }

    fn info(&mut self, node: NodeRef<'t>) -> Info {
        let contact = self.object(node, "contact").map(|contact| Contact {
            name: self.text(contact, "name"),
            url: self.text(contact, "url"),
            email: self.text(contact, "email"),
            extensions: self.extensions(contact, &["name", "url", "email"]),
        });
        let license = self.object(node, "license").map(|license| License {
            name: self.text(license, "name").unwrap_or_default(),
            identifier: self.text(license, "identifier"),
            url: self.text(license, "url"),
            extensions: self.extensions(license, &["name", "identifier", "url"]),
        });
        let known =
            ["title", "summary", "description", "termsOfService", "contact", "license", "version"];
        Info {
            title: self.text(node, "title").unwrap_or_default(),
            summary: self.text(node, "summary"),
            description: self.text(node, "description"),
            terms_of_service: self.text(node, "termsOfService"),
            contact,
            license,
            version: self.text(node, "version").unwrap_or_default(),
            extensions: self.extensions(node, &known),
        }
    }

    pub(super) fn servers(&mut self, parent: NodeRef<'t>) -> Vec<Server> {
        let nodes = self.list(parent, "servers");
        let server = |node| {
            let node = self.here(node, "a server")?;
            Some(self.server(node))
        };
        nodes.into_iter().filter_map(server).collect()
    }

    pub(super) fn server(&mut self, node: NodeRef<'t>) -> Server {
        Server {
            url: self.text(node, "url").unwrap_or_default(),
            name: self.text(node, "name"),
            description: self.text(node, "description"),
            variables: self.named(node, "variables", Self::server_variable),
            extensions: self.extensions(node, &["url", "name", "description", "variables"]),
            origin: node.origin(),
        }
    }

    fn server_variable(&mut self, node: NodeRef<'t>) -> ServerVariable {
        let Some(node) = self.here(node, "a server variable") else {
            return ServerVariable { origin: node.origin(), ..ServerVariable::default() };
        };
        ServerVariable {
            values: self.texts(node, "enum"),
            default: self.text(node, "default").unwrap_or_default(),
            description: self.text(node, "description"),
            extensions: self.extensions(node, &["enum", "default", "description"]),
            origin: node.origin(),
        }
    }

    fn tags(&mut self, root: NodeRef<'t>) -> Vec<Tag> {
        let known = ["name", "summary", "description", "parent", "kind", "externalDocs"];
        let nodes = self.list(root, "tags");
        let tag = |node| {
            let node = self.here(node, "a tag")?;
            Some(Tag {
                name: self.text(node, "name").unwrap_or_default(),
                summary: self.text(node, "summary"),
                description: self.text(node, "description"),
                parent: self.text(node, "parent"),
                kind: self.text(node, "kind"),
                external_docs: self.external_docs(node),
                extensions: self.extensions(node, &known),
                origin: node.origin(),
            })
        };
        nodes.into_iter().filter_map(tag).collect()
    }

    pub(super) fn external_docs(&mut self, parent: NodeRef<'t>) -> Option<ExternalDocs> {
        let node = self.object(parent, "externalDocs")?;
        Some(ExternalDocs {
            url: self.text(node, "url").unwrap_or_default(),
            description: self.text(node, "description"),
            extensions: self.extensions(node, &["url", "description"]),
        })
    }
}
