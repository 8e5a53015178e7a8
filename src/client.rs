//! A client of the API, for the command line.

mod configuration;
mod error;
mod shown_url;

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::caller::SESSION_TOKEN;
use crate::document::BASE_PATH;
use crate::outgoing::{self, Versions};

pub(crate) use configuration::{Configuration, ConfigurationError, write_new_private};
pub(crate) use error::{ClientError, ErrorBody};
pub(crate) use shown_url::{shown_url, with_shown_urls};

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(70);

/// Talks to one server.
#[derive(Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    /// URL of the server, without a slash at its end.
    url: String,
    token: Option<String>,
}

/// A session that was begun.
#[derive(Deserialize)]
struct LoginResponse {
    session_token: String,
}

impl Client {
    /// A client of the server at `url`, which sends `token` when there is one.
    pub(crate) fn new(url: &str, token: Option<String>) -> Result<Self, ClientError> {
        let url = server_url(url)?;
        // The token must not follow a redirection to somebody else.
        let http = outgoing::client(Versions::Http2)
            .timeout(PATIENCE)
            .user_agent(concat!("coder/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|source| ClientError::Setup { source })?;
        Ok(Self { http, url, token })
    }

    /// URL of the server, as requests go to it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// URL of the server, as people are shown it.
    pub(crate) fn shown_url(&self) -> String {
        shown_url(&self.url).into_owned()
    }

    /// The same client with another token.
    pub(crate) fn with_token(self, token: String) -> Self {
        Self { token: Some(token), ..self }
    }

    /// Begins a session, and gives its token.
    pub(crate) async fn log_in(&self, email: &str, password: &str) -> Result<String, ClientError> {
        let body = serde_json::json!({"email": email, "password": password});
        let login: LoginResponse =
            self.send(Method::POST, "/users/login", Some(&body), &[]).await?;
        Ok(login.session_token)
    }

    /// Asks for what is at `path`.
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.send(Method::GET, path, None, &[]).await
    }

    /// Posts `body` to `path`.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
    ) -> Result<T, ClientError> {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    /// Posts `body` to `path` with further headers.
    pub(crate) async fn post_with<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
        headers: &[(&'static str, &str)],
    ) -> Result<T, ClientError> {
        self.send(Method::POST, path, Some(body), headers).await
    }

    /// Puts `body` to `path`.
    pub(crate) async fn put<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
    ) -> Result<T, ClientError> {
        self.send(Method::PUT, path, Some(body), &[]).await
    }

    /// Puts `body` to `path`, where success has no body.
    pub(crate) async fn put_only(&self, path: &str, body: &Value) -> Result<(), ClientError> {
        self.answer(Method::PUT, path, Some(body), &[]).await.map(drop)
    }

    /// Deletes what is at `path`.
    pub(crate) async fn delete(&self, path: &str) -> Result<(), ClientError> {
        self.answer(Method::DELETE, path, None, &[]).await.map(drop)
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        headers: &[(&'static str, &str)],
    ) -> Result<T, ClientError> {
        let bytes = self.answer(method, path, body, headers).await?;
        serde_json::from_slice(&bytes)
            .map_err(|source| ClientError::NotOurs { url: self.shown_url(), source })
    }

    /// The body of an answer that says yes.
    async fn answer(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        headers: &[(&'static str, &str)],
    ) -> Result<Vec<u8>, ClientError> {
        let unreachable = |source: reqwest::Error| ClientError::Unreachable {
            url: self.shown_url(),
            source: source.without_url(),
        };
        let mut request = self.http.request(method, format!("{}{BASE_PATH}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.header(SESSION_TOKEN, token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let bytes = response.bytes().await.map_err(unreachable)?;
        if status.is_success() {
            return Ok(bytes.to_vec());
        }
        Err(self.failed(status, &bytes))
    }

    fn failed(&self, status: StatusCode, body: &[u8]) -> ClientError {
        match serde_json::from_slice::<ErrorBody>(body) {
            Ok(error) => ClientError::Answered { status, error },
            Err(source) => ClientError::NotOurs { url: self.shown_url(), source },
        }
    }
}

/// An address that can be called, without a slash at its end.
fn server_url(text: &str) -> Result<String, ClientError> {
    let text = text.trim();
    let with_scheme =
        if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = reqwest::Url::parse(&with_scheme).ok();
    let usable = url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if usable {
        Ok(with_scheme.trim_end_matches('/').to_owned())
    } else {
        Err(ClientError::Url { text: shown_url(text).into_owned() })
    }
}

/// `text` as one part of a path.
pub(crate) fn part(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(text, KEPT).to_string()
}

#[cfg(test)]
mod tests;
