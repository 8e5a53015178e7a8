//! Signs requests by AWS's Signature Version 4.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SigningError, SigningSettings, sign as signed,
};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_runtime_api::client::identity::Identity;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use thiserror::Error;
use url::Url;

/// The name under which Bedrock's runtime checks signatures.
const SERVICE: &str = "bedrock";

/// A request could not be signed.
#[derive(Debug, Error)]
pub(super) enum SignatureError {
    /// A header cannot be read as text, or the signature not be written as one.
    #[error("a header contains characters that cannot be signed")]
    Header,
    /// The library rejects the request.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// A parameter is missing.
    #[error("the signature has a missing parameter ({0})")]
    Parameter(#[from] aws_sigv4::sign::v4::signing_params::BuildError),
}

/// Adds the headers that prove who sends a `POST` with these headers and this body. Headers that
/// are added later are not part of the proof.
pub(super) fn sign(
    credentials: &Credentials,
    region: &str,
    url: &Url,
    headers: &mut HeaderMap,
    body: &[u8],
    now: SystemTime,
) -> Result<(), SignatureError> {
    let identity: Identity = credentials.clone().into();
    let parameters = SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(SERVICE)
        .time(now)
        .settings(SigningSettings::default())
        .build()?
        .into();
    let texts: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| Ok((name.as_str(), value.to_str().map_err(drop)?)))
        .collect::<Result<_, ()>>()
        .map_err(|()| SignatureError::Header)?;
    let body = SignableBody::Bytes(body);
    let request = SignableRequest::new("POST", url.as_str(), texts.into_iter(), body)?;
    let (instructions, _) = signed(request, &parameters)?.into_parts();
    let (added, _) = instructions.into_parts();
    for header in added {
        let mut value =
            HeaderValue::from_str(header.value()).map_err(|_| SignatureError::Header)?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_static(header.name()), value);
    }
    Ok(())
}
