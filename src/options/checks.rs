//! What a setting's value must be beside being of its type.

use sourcebook_options::{Secret, Url};

/// Whether a text is the address of an HTTP server, and nothing else, before the paths of an API.
#[expect(clippy::ptr_arg, reason = "the check of an option takes the option's type")]
pub(super) fn is_base_url(text: &String) -> Result<(), &'static str> {
    let url = Url::parse(text).ok().filter(Url::has_host);
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or("it must be a URL starting with `http://` or `https://`")?;
    has_no_credentials(&url)?;
    has_no_fragment(&url)?;
    if url.query().is_some() {
        return Err("it has a query after `?`, which would not be sent; for the API version of \
                    Azure, set --aibridge-openai-api-version");
    }
    Ok(())
}

/// Whether a URL, where there is one, can stand before the paths of an API.
#[expect(clippy::ref_option, reason = "the check of an option takes the option's type")]
pub(super) fn is_base_url_if_set(url: &Option<Url>) -> Result<(), &'static str> {
    url.as_ref().map_or(Ok(()), |url| is_base_url(&url.to_string()))
}

/// Whether a URL, where there is one, is a place and nothing else.
#[expect(clippy::ref_option, reason = "the check of an option takes the option's type")]
pub(super) fn is_place_if_set(url: &Option<Url>) -> Result<(), &'static str> {
    let Some(url) = url else { return Ok(()) };
    has_no_credentials(url)?;
    let is_place = url.query().is_none() && url.fragment().is_none();
    is_place.then_some(()).ok_or("it has a query after `?` or a fragment after `#`; leave them out")
}

/// Whether a URL is without a user name and a password, which everybody would see who sees the URL.
pub(super) fn has_no_credentials(url: &Url) -> Result<(), &'static str> {
    let has_none = url.username().is_empty() && url.password().is_none();
    has_none.then_some(()).ok_or(
        "it contains a user name or a password, which would be visible; set them where keys or \
         headers are set",
    )
}

/// Whether a URL is without what is never sent.
pub(super) fn has_no_fragment(url: &Url) -> Result<(), &'static str> {
    let has_none = url.fragment().is_none();
    has_none.then_some(()).ok_or("it has a fragment after `#`, which is never sent")
}

/// Whether a text can be the version of an API; or nothing.
#[expect(clippy::ref_option, reason = "the check of an option takes the option's type")]
pub(super) fn is_api_version(version: &Option<String>) -> Result<(), &'static str> {
    let text = version.as_deref().unwrap_or_default();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let fits = text.len() <= 64 && text.bytes().all(is_part);
    fits.then_some(()).ok_or("it must be the version of an API, such as `2025-04-01-preview`")
}

/// Whether a text can be the name of an AWS region, which stands in a host name; or nothing.
#[expect(clippy::ref_option, reason = "the check of an option takes the option's type")]
pub(super) fn is_aws_region(region: &Option<String>) -> Result<(), &'static str> {
    let text = region.as_deref().unwrap_or_default();
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let fits = text.len() <= 63 && text.bytes().all(is_name);
    let edges = text.starts_with('-') || text.ends_with('-');
    (fits && !edges).then_some(()).ok_or("it must be the name of a region, such as `us-east-1`")
}

/// Whether a text can name what Amazon Bedrock is asked for.
#[expect(clippy::ptr_arg, reason = "the check of an option takes the option's type")]
pub(super) fn is_model_id(text: &String) -> Result<(), &'static str> {
    let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
    let fits = (1..=2048).contains(&text.len()) && is_visible;
    fits.then_some(()).ok_or("it must be an ID or an ARN: 1 to 2048 visible ASCII characters")
}

/// Whether a secret can be sent in a header.
#[expect(clippy::ref_option, reason = "the check of an option takes the option's type")]
pub(super) fn fits_a_header(secret: &Option<Secret>) -> Result<(), &'static str> {
    let text = secret.as_ref().map_or("", Secret::expose);
    let fits = axum::http::HeaderValue::from_str(text).is_ok();
    fits.then_some(()).ok_or("it contains characters that are not allowed in a header")
}
