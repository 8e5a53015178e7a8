//! Documents that are too large to be written by hand.

/// A few lines of YAML whose aliases, written out, would be a trillion values.
pub(super) fn alias_bomb() -> Vec<u8> {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let list = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{list}]\n"));
    }
    text.into_bytes()
}

/// A document without line breaks, with an error in its middle.
pub(super) fn one_long_line() -> Vec<u8> {
    let path = |at: usize| {
        format!(r#""/p{at}":{{"get":{{"responses":{{"200":{{"description":"OK"}}}}}}}}"#)
    };
    let before: Vec<String> = (0..500).map(path).collect();
    let after: Vec<String> = (500..1_000).map(path).collect();
    format!(
        r##"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{{},"/x":{{"get":{{"responses":{{"200":{{"$ref":"#/components/responses/OK"}}}}}}}},{}}}}}"##,
        before.join(","),
        after.join(",")
    )
    .into_bytes()
}
