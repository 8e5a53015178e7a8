//! Networking: addresses, proxies, connections and sessions.

use sourcebook_options::{Duration, HostPort, Url, options_group};

use super::Settings;
use super::checks::is_place_if_set;
use super::cors_origin::CorsOrigin;
use super::trusted_proxies::{TrustedHeader, TrustedOrigin};

options_group! {
    /// Addresses, proxies and sessions.
    #[group(name = "Networking", no_prefix, no_value)]
    pub(crate) struct Networking in Settings.networking {
        /// URL of this server as its users see it, if it differs from the address the server
        /// listens on.
        #[option(name = "Access URL", yaml = "accessURL", check = is_place_if_set)]
        access_url: Option<Url>,

        /// Origins whose pages may use the API and the AI Bridge from a browser, such as
        /// `https://app.example.com`. By default, only pages of this server may.
        #[option(name = "CORS Origins")]
        cors_origins: Vec<CorsOrigin>,

        /// Headers in which trusted proxies pass on the address of their client, such as
        /// `X-Forwarded-For`. If a request has several of them, the first one in this list
        /// counts.
        #[option(name = "Proxy Trusted Headers")]
        proxy_trusted_headers: Vec<TrustedHeader>,

        /// Networks and addresses of trusted proxies, such as `192.168.1.0/24`.
        #[option(name = "Proxy Trusted Origins")]
        proxy_trusted_origins: Vec<TrustedOrigin>,

        #[group(name = "HTTP", no_prefix, no_value)]
        http: struct HttpOptions {
            /// Host and port to listen on. Use port 0 for any free port.
            #[option(name = "HTTP Address", yaml = "httpAddress")]
            http_address: HostPort = "127.0.0.1:3000",

            /// Maximum number of open connections. If a request is in flight on each of them,
            /// further ones get status 503; otherwise, the one that has waited longest for a
            /// request is closed. Set to 0 for half as many as the server may have files and
            /// sockets, but at most 16384.
            #[option(name = "HTTP Max Connections", min = 0, max = 1_000_000)]
            http_max_connections: i64 = 0,

            /// How long a connection is kept open between two requests.
            #[option(name = "HTTP Idle Timeout", min = Duration::from_seconds(1))]
            http_idle_timeout: Duration = "2m",

            /// How long a session lasts after it was last used.
            #[option(
                name = "Session Duration",
                value = "session_lifetime.default_duration",
                min = Duration::from_seconds(1),
            )]
            session_duration: Duration = "24h",

            /// End sessions a fixed time after login, even while they are in use.
            #[option(
                name = "Disable Session Expiry Refresh",
                value = "session_lifetime.disable_expiry_refresh",
            )]
            disable_session_expiry_refresh: bool,

            /// Maximum lifetime of a token.
            #[option(
                name = "Max Token Lifetime",
                value = "session_lifetime.max_token_lifetime",
                min = Duration::from_seconds(1),
            )]
            max_token_lifetime: Duration = "876600h",
        },

        /// Settings for encrypted connections.
        #[group(name = "TLS", no_value)]
        tls: struct Tls {
            /// Accept encrypted connections, in addition to those at the HTTP address.
            #[option(name = "TLS Enable", value = "tls.enable")]
            enable: bool,

            /// Host and port to listen on for encrypted connections.
            #[option(name = "TLS Address", value = "tls.address")]
            address: HostPort = "127.0.0.1:3443",

            /// PEM files with the certificates of this server, each followed by its chain of
            /// intermediate certificates. With several, the server chooses by the host name
            /// that the client asks for.
            #[option(
                name = "TLS Certificate Files",
                flag = "tls-cert-file",
                env = "CODER_TLS_CERT_FILE",
                yaml = "certFiles",
                value = "tls.cert_file",
            )]
            cert_files: Vec<String>,

            /// PEM files with the private keys of the certificates, in the same order.
            #[option(
                name = "TLS Key Files",
                flag = "tls-key-file",
                env = "CODER_TLS_KEY_FILE",
                yaml = "keyFiles",
                value = "tls.key_file",
            )]
            key_files: Vec<String>,

            /// Number of seconds for which browsers should use encrypted connections only, sent
            /// in the header `Strict-Transport-Security`. Set to 0 to omit the header. Set it
            /// only if all users reach this server over HTTPS.
            #[option(
                name = "Strict-Transport-Security",
                flag = "strict-transport-security",
                env = "CODER_STRICT_TRANSPORT_SECURITY",
                value = "strict_transport_security",
            )]
            strict_transport_security: u32 = 0,
        },
    }
}
