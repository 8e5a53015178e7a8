//! JSON that is not what the API document says.

use insta::assert_snapshot;

use crate::found;

#[test]
fn bodies_of_requests_are_held_against_their_operation() {
    assert_snapshot!(found(
        "```sh\ncurl $URL/api/v1/trees -H 'Content-Type: application/json' -d '{\n  \"knid\": \"apple\",\n  \
         \"height\": \"tall\", \"place\": {\"gardn\": \"west\", \"rows\": [1, \"2\"]}\n}'\n```\n\n\
         ```sh\ncurl $URL/api/v1/trees -d @- <<EOF\n{\"kind\": \"plum\"}\nEOF\n```\n\n\
         ```http\nPOST /api/v1/trees HTTP/1.1\nContent-Type: application/json\n\n{\"height\": 1.5}\n```\n"
    ));
}

#[test]
fn a_comment_says_what_a_block_is() {
    assert_snapshot!(found(
        "<!-- sourcebook: body POST /trees -->\n```json\n{\"hieght\": 3}\n```\n\n\
         <!-- sourcebook: schema Place -->\n```json\n{\"garden\": 7}\n```\n\n\
         <!-- sourcebook: response 200 GET /trees/{id} -->\n```json\n{\"kind\": 7}\n```\n"
    ));
}

#[test]
fn a_block_of_which_nobody_says_what_it_is_is_known_by_its_members() {
    assert_snapshot!(found(
        "```json\n{\"kind\": \"pear\", \"height\": 2, \"place\": {}, \"planted_att\": \"\"}\n```\n"
    ));
    assert_eq!(found("```json\n{\"kind\": 1, \"height\": 2, \"plcae\": {}}\n```\n"), "");
}

#[test]
fn bodies_that_are_cut_short_or_open_are_no_faults() {
    let bodies = [
        r#"{"height": 3}"#,
        r#"{"kind": "<kind>", "height": "<height>", "planted_at": "tomorrow"}"#,
        r#"{"kind": "apple", "place": null}"#,
        r#"{"kind": "apple", "owner": {"nmae": "x"}}"#,
        r#"{"kind": "apple", "anything": 1}"#,
        r#"{"kind": "apple", ...}"#,
        "not JSON",
    ];
    for body in bodies {
        let page = format!("```sh\ncurl $URL/api/v1/trees -d '{body}'\n```\n");
        assert_eq!(found(&page), "", "{body}");
    }
    assert_eq!(found("```sh\ncurl https://other.dev/api/v1/trees -d '{\"knid\": 1}'\n```\n"), "");
}
