//! The frame of the API document, and the finishing pass over it.

mod integers;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, ServerBuilder,
};

/// Where the API is mounted; paths in the document are relative to it.
pub(crate) const BASE_PATH: &str = "/api/v2";

/// The version of the API, which is not the version of the server.
const API_VERSION: &str = "2.0";

/// The name of the security scheme, for the operations that ask for a session.
const SESSION_TOKEN: &str = "CoderSessionToken";

/// The document before any route has been added.
pub(crate) fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Coder API")
        .description(Some(
            "Coderd is the control plane: it keeps the licences and the deployment \
             configuration, and is the gateway to AI providers.",
        ))
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
        "The token of a session.",
    )));
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url(BASE_PATH).build()]))
        .components(Some(
            ComponentsBuilder::new().security_scheme(SESSION_TOKEN, session_token).build(),
        ))
        .tags(Some([TagBuilder::new()
            .name("General")
            .description(Some("What the server says about itself."))
            .build()]))
        .build()
}

/// Takes out of a collected document what its readers would stumble over.
pub(crate) fn finish(mut document: OpenApi) -> OpenApi {
    integers::plain(&mut document);
    document
}

#[cfg(test)]
mod tests;
