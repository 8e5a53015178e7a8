//! Security schemes and requirements.

use crate::document::{
    Extensions, Flow, Scope, SecurityRequirement, SecurityScheme, SecuritySchemeKind, Use,
};
use sourcebook_syntax::NodeRef;

use super::{Builder, ComponentStore};

const FIELDS: &[&str] = &[
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "deprecated",
    "flow",
    "authorizationUrl",
    "tokenUrl",
    "scopes",
];

impl Default for SecurityScheme {
    fn default() -> Self {
        Self {
            kind: SecuritySchemeKind::Unknown(String::new()),
            description: None,
            deprecated: false,
            extensions: Vec::new(),
            origin: crate::document::Origin::default(),
        }
    }
}

impl<'t> Builder<'t, '_> {
    pub(super) fn security_requirements(
        &mut self,
        parent: NodeRef<'t>,
    ) -> Option<Vec<SecurityRequirement>> {
        parent.get("security").filter(|node| !node.is_null())?;
        let requirements = self.list(parent, "security");
        let requirements = requirements.into_iter();
        Some(requirements.filter_map(|node| self.requirement(node)).collect())
    }

    fn requirement(&mut self, node: NodeRef<'t>) -> Option<SecurityRequirement> {
        let node = self.here(node, "a security requirement")?;
        let schemes = node
            .members()
            .map(|(name, scopes)| {
                let scopes = scopes.items().filter_map(NodeRef::scalar_text);
                (name.to_owned(), scopes.map(str::to_owned).collect())
            })
            .collect();
        if !node.is_object() {
            self.wrong_type(node, "security", "a list of objects");
        }
        Some(SecurityRequirement { schemes })
    }

    pub(super) fn security_scheme(&mut self, node: NodeRef<'t>) -> Use<SecurityScheme> {
        let kind = ComponentStore {
            built: |built| &mut built.security_schemes,
            arena: |d| &mut d.security_schemes,
        };
        self.used(node, &kind, |builder, node| SecurityScheme {
            kind: builder.scheme_kind(node),
            description: builder.text(node, "description"),
            deprecated: builder.flag(node, "deprecated").unwrap_or_default(),
            extensions: builder.extensions(node, FIELDS),
            origin: node.origin(),
        })
    }

    fn scheme_kind(&mut self, node: NodeRef<'t>) -> SecuritySchemeKind {
        let kind = self.text(node, "type").unwrap_or_default();
        match kind.as_str() {
            "apiKey" => SecuritySchemeKind::ApiKey {
                name: self.text(node, "name").unwrap_or_default(),
                location: self.text(node, "in").unwrap_or_default(),
            },
            "basic" => SecuritySchemeKind::Http { scheme: "basic".to_owned(), bearer_format: None },
            "http" => SecuritySchemeKind::Http {
                scheme: self.text(node, "scheme").unwrap_or_default(),
                bearer_format: self.text(node, "bearerFormat"),
            },
            "mutualTLS" => SecuritySchemeKind::MutualTls,
            "oauth2" => {
                let (flows, flow_extensions) = self.flows(node);
                let metadata_url = self.text(node, "oauth2MetadataUrl");
                SecuritySchemeKind::OAuth2 { flows, metadata_url, flow_extensions }
            }
            "openIdConnect" => SecuritySchemeKind::OpenIdConnect {
                url: self.text(node, "openIdConnectUrl").unwrap_or_default(),
            },
            _ => {
                if let Some(value) = node.get("type") {
                    self.wrong_type(value, "type", "a known kind of security scheme");
                }
                SecuritySchemeKind::Unknown(kind)
            }
        }
    }

    fn flows(&mut self, node: NodeRef<'t>) -> (Vec<Flow>, Extensions) {
        if self.is_swagger2() {
            let name = match self.text(node, "flow").as_deref() {
                Some("application") => "clientCredentials".to_owned(),
                Some("accessCode") => "authorizationCode".to_owned(),
                other => other.unwrap_or_default().to_owned(),
            };
            // Here the flow's extensions are the scheme's.
            let flow = Flow { extensions: Extensions::new(), ..self.flow(name, node, FIELDS) };
            return (vec![flow], Extensions::new());
        }
        let (flows, extensions) = self.named_beside_extensions(node, "flows", |_, node| node);
        let known =
            ["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl", "scopes"];
        let flow = |(name, node)| {
            let node = self.here(node, "a flow")?;
            Some(self.flow(name, node, &known))
        };
        (flows.into_iter().filter_map(flow).collect(), extensions)
    }

    fn flow(&mut self, name: String, node: NodeRef<'t>, known: &[&str]) -> Flow {
        let text = |_: &mut Self, node: NodeRef<'t>| node.scalar_text().map(str::to_owned);
        let (scopes, scope_extensions) = if self.is_swagger2() {
            self.named_beside_extensions(node, "scopes", text)
        } else {
            (self.named(node, "scopes", text), Extensions::new())
        };
        Flow {
            name,
            authorization_url: self.text(node, "authorizationUrl"),
            device_authorization_url: self.text(node, "deviceAuthorizationUrl"),
            token_url: self.text(node, "tokenUrl"),
            refresh_url: self.text(node, "refreshUrl"),
            scopes: scopes
                .into_iter()
                .map(|(name, text)| Scope { name, description: text.unwrap_or_default() })
                .collect(),
            scope_extensions,
            extensions: self.extensions(node, known),
        }
    }
}
