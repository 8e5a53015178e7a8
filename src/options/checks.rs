//! What a setting's value must be beside being of its type.

use sourcebook_options::{Secret, Url};

/// Whether a text is the address of an HTTP server.
#[expect(clippy::ptr_arg, reason = "the check of an option takes the option's type")]
pub(super) fn is_http_url(text: &String) -> Result<(), &'static str> {
    let url = Url::parse(text).ok().filter(Url::has_host);
    let is_http = url.is_some_and(|url| matches!(url.scheme(), "http" | "https"));
    is_http.then_some(()).ok_or("it must be a URL starting with `http://` or `https://`")
}

/// Whether a URL, where there is one, is the address of an HTTP server.
#[expect(clippy::ref_option, reason = "the check of an option takes the option's type")]
pub(super) fn speaks_http(url: &Option<Url>) -> Result<(), &'static str> {
    url.as_ref().map_or(Ok(()), |url| is_http_url(&url.to_string()))
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
