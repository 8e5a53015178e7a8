//! Any text, wherever a request has one, arrives as it is.

use proptest::prelude::*;
use sourcebook::code::{Curl, Language};

use super::comparing::differences;
use super::requests::any_text::request;
use super::running::{self, CURL, CurlHome};

#[test]
fn any_text_arrives_as_it_is() {
    if !running::curl_is_here() {
        return;
    }
    let home = CurlHome::new();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) };
    proptest!(config, |(request in request())| {
        let program = Curl.program(&request, "it").expect("a program");
        let found = match home.run(&program.text, &request) {
            Ok(received) => differences(&request, &received, &CURL),
            Err(error) => vec![error],
        };
        prop_assert!(found.is_empty(), "{found:#?}\n{}", program.text);
    });
}
