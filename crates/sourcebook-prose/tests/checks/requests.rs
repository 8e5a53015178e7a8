//! Requests that the server does not answer.

use insta::assert_snapshot;
use sourcebook_prose::{Foreign, Settings};

use crate::{found, found_with};

#[test]
fn a_path_that_no_operation_has_is_told_with_the_one_that_was_meant() {
    assert_snapshot!(found(
        "Call `GET /trees/7/fruitbasket`, or `https://orchard.example.com/api/v1/fruit/baskets`.\n\n\
         ```sh\ncurl -s http://localhost:80/api/v1/trees/7/fell\n```\n"
    ));
}

#[test]
fn a_method_that_a_path_does_not_have_is_told_with_those_it_has() {
    assert_snapshot!(found(
        "Send `PATCH /trees/{id}`.\n\n```sh\ncurl -XPOST $URL/api/v1/trees/7\ncurl -d '{}' \\\n  \
         https://orchard.test/api/v1/health\n```\n\n```http\nPUT /api/v1/trees HTTP/1.1\n```\n\n\
         ```js\nawait fetch(`${url}/api/v1/trees`, { method: \"DELETE\" })\n```\n\n\
         ```sh\nhttp PUT :80/api/v1/health\n```\n"
    ));
}

#[test]
fn names_in_queries_and_of_headers_are_told_where_they_are_near_known_ones() {
    assert_snapshot!(found(
        "```sh\ncurl \"$URL/api/v1/trees?limt=3&other=4\" -H 'Orchard-Tokn: x' -H \"X-Mine: y\"\n```\n\n\
         ```http\nGET /api/v1/trees\norchard-tokens: x\n```\n"
    ));
}

#[test]
fn requests_that_are_answered_and_those_of_others_are_no_faults() {
    let lines = [
        "curl https://orchard.test/api/v1/trees?limit=1",
        "curl -fsSL -o x -X DELETE \"http://<host>/api/v1/trees/$ID\" -H \"Orchard-Token: $T\"",
        "curl -G -d limit=1 $URL/api/v1/trees",
        "curl -I localhost/api/v1/trees",
        "curl https://other.dev/api/v1/forests",
        "curl -X POST $URL/api/v1/trees/ -d @tree.json -H 'Authorization: x'",
        "http POST :80/api/v1/trees kind=apple Orchard-Token:x limit==3",
        "curl http://localhost/api/v1/",
    ];
    for line in lines {
        assert_eq!(found(&format!("```sh\n{line}\n```\n")), "", "{line}");
    }
    for text in ["`GET /trees` and `GET /` and `/api/v1/*`.", "`PUT /trees` was removed."] {
        assert_eq!(found(&format!("{text}\n")), "", "{text}");
    }
}

#[test]
fn paths_that_are_near_nothing_are_mentioned_where_they_may_be_of_others() {
    let page = "Open `/api/v1/console/x`, `POST /login` and `/trees/7/branches`.\n";
    let mentions = "mentioned: /api/v1/console/x at 1:7\nmentioned: /login at 1:33\n";
    assert_eq!(found(page), mentions);
    let foreign = Foreign::new(["/api/v1/console/**".to_owned(), "/login".to_owned()]);
    let settings = Settings { foreign, ..Settings::default() };
    assert_eq!(found_with(page, &settings), "");
}

#[test]
fn what_stands_for_the_server_can_be_said() {
    let page = "```sh\ncurl https://fruit.dev/api/v1/tres\n```\n";
    assert_eq!(found(page), "");
    for host in ["https://fruit.dev", "fruit.dev"] {
        let settings = Settings { hosts: vec![host.to_owned()], ..Settings::default() };
        assert!(found_with(page, &settings).contains("did you mean `/api/v1/trees`?"), "{host}");
    }
}
