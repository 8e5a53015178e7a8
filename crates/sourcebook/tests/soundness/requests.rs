//! What holds for every request of every document.

use sourcebook::code::{Curl, Language};
use sourcebook_model::Document;
use sourcebook_model::request::{
    Body, ConcreteRequest, Credential, NamedRequest, Settings, encode, requests,
};
use sourcebook_model::view::Views;

/// Everything that is wrong with the requests of a document's operations.
pub(crate) fn problems(document: &Document) -> Vec<String> {
    let all = || {
        let views = Views::new(document);
        let operations = document.operations();
        let of_each = operations.map(|(path, item, operation)| {
            requests(&views, &Settings::default(), path, item, operation)
        });
        of_each.flatten().map(|NamedRequest { request, .. }| request).collect::<Vec<_>>()
    };
    let requests = all();
    let mut problems: Vec<String> = requests.iter().flat_map(of_request).collect();
    if all() != requests {
        problems.push("a second time the requests are others".to_owned());
    }
    problems
}

fn of_request(request: &ConcreteRequest) -> Vec<String> {
    let mut problems = Vec::new();
    let mut demand = |is_so: bool, what: &str| {
        if !is_so {
            problems.push(format!("{what}: {request:?}"));
        }
    };
    demand(request.target.starts_with('/'), "a target begins with a slash");
    demand(is_encoded(&request.target), "a target is encoded");
    let ends_a_host = |c: char| c.is_whitespace() || c.is_control() || "/?#'\"\\".contains(c);
    let is_host = !request.authority.is_empty() && !request.authority.contains(ends_a_host);
    demand(is_host, "there is a host");
    let mut names: Vec<String> = Vec::new();
    for (name, value) in &request.headers {
        demand(encode::is_token(name), "the name of a header is a token");
        demand(!value.contains(char::is_control), "a header is one line");
        names.push(name.to_ascii_lowercase());
    }
    names.sort_unstable();
    demand(names.windows(2).all(|two| two[0] != two[1]), "a header stands once");
    for credential in &request.credentials {
        if let Credential::Basic { header } | Credential::Bearer { header } = credential {
            let name = request.headers.get(*header).map(|(name, _)| name.as_str());
            demand(name == Some("Authorization"), "a credential fills its header");
        }
    }
    if let Some(Body::Form { text, .. }) = &request.body {
        demand(text.bytes().all(|byte| byte.is_ascii_graphic()), "a form is encoded");
    }
    if let Ok(program) = Curl.program(request, "operation") {
        demand(program.text.starts_with("curl "), "a command of curl begins with its name");
    }
    problems
}

/// Whether each character may stand in a URL (RFC 3986), and none but those that nobody encodes.
fn is_encoded(target: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?@!$&()*+,;=".contains(&byte);
    let bytes = target.as_bytes();
    bytes.iter().enumerate().all(|(at, &byte)| {
        let digits =
            bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        is_plain(byte) || (byte == b'%' && digits)
    })
}
