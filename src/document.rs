//! The frame of the API document, and the finishing pass over it.

mod integers;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder,
    ServerBuilder,
};

use crate::api::shared::Shared;
use crate::path_prefix::PathPrefix;

/// Where the API is mounted; paths in the document are relative to it.
pub(crate) const BASE_PATH: &str = "/api/v2";

/// The version of the API, which is not the version of the server.
const API_VERSION: &str = "2.0";

/// The name of the security scheme, for the operations that ask for a session.
const SESSION_TOKEN: &str = "CoderSessionToken";

/// The families of operations: the pages of the reference.
const TAGS: [(&str, &str); 4] = [
    ("AI Bridge", "Recorded requests to AI providers, and the tools that the gateway offers."),
    ("General", "Information about the server."),
    ("Enterprise", "Licenses and entitlements."),
    ("Users", "Users, sessions and tokens."),
];

/// The document before any route has been added.
pub(crate) fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Coder API")
        .description(Some(
            "Coderd is the control plane: it manages licenses and the deployment configuration, \
             and is the gateway to AI providers.",
        ))
        .contact(Some(ContactBuilder::new().name(Some("The coderd project")).build()))
        .license(Some(
            LicenseBuilder::new()
                .name("Apache-2.0 OR MIT")
                .identifier(Some("Apache-2.0 OR MIT"))
                .build(),
        ))
        .version(API_VERSION)
        .build();
    let session_token = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
        "Coder-Session-Token",
        "A session token.",
    )));
    let components = ComponentsBuilder::new().security_scheme(SESSION_TOKEN, session_token);
    let components = Shared::ALL.into_iter().fold(components, |components, shared| {
        components.response(shared.name(), shared.response())
    });
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url(BASE_PATH).build()]))
        .components(Some(components.build()))
        .tags(Some(
            TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build()),
        ))
        .build()
}

/// The document as users see it who reach the server below a path.
pub(crate) fn below(mut document: OpenApi, prefix: &PathPrefix) -> OpenApi {
    document.servers = Some(vec![ServerBuilder::new().url(prefix.before(BASE_PATH)).build()]);
    document
}

/// Takes out of a collected document what its readers would stumble over.
pub(crate) fn finish(mut document: OpenApi) -> OpenApi {
    integers::plain(&mut document);
    document
}

#[cfg(test)]
mod tests;
