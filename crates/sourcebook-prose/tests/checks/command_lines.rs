//! Calls of programs that do not work.

use insta::assert_snapshot;

use crate::found;

#[test]
fn a_command_that_does_not_exist_is_told_with_the_one_that_was_meant() {
    assert_snapshot!(found(
        "Run `orchard tree plnt oak`.\n\n```sh\norchard forest list --all\n```\n"
    ));
}

#[test]
fn a_flag_that_a_command_does_not_have_is_told_with_the_one_that_was_meant() {
    assert_snapshot!(found(
        "```sh\norchard tree plant oak hill \\\n  --conut=3 --log-format json \\\n  -x ---count 1\n```\n"
    ));
}

#[test]
fn missing_and_surplus_arguments_are_told_with_the_usage() {
    assert_snapshot!(found(
        "```sh\norchard tree plant oak\norchard tree move 7 north fast\norchard serve --grace\n```\n"
    ));
}

#[test]
fn values_of_flags_and_arguments_are_judged() {
    assert_snapshot!(found(
        "```sh\norchard tree list -o yaml --column kind,plac\norchard tree move 7 suoth\n\
         orchard tree plant oak hill -nten\norchard tree plant --dry-run=maybe oak hill\n```\n"
    ));
}

#[test]
fn what_is_deprecated_is_told_with_what_replaces_it() {
    assert_snapshot!(found(
        "```sh\norchard serve --listen 127.0.0.1:1\norchard tree fell 7\n```\n"
    ));
}

#[test]
fn a_block_that_no_shell_accepts_is_told() {
    assert_snapshot!(found(
        "```sh\necho 'one\n```\n\n```bash\ncat <<EOF\none\n```\n\n```sh\nx=$(a b\n```\n"
    ));
    assert_eq!(found("```console\nIt doesn't matter what is printed.\n```\n"), "");
}

#[test]
fn calls_that_work_are_no_faults() {
    let lines = [
        "orchard --url https://x tree plant -n3 --no-dry-run oak 'north hill'",
        "orchard -v trees list -o=json --garden west --column kind,place",
        "orchard tree plant --label oak hill --label=x --count \"$N\"",
        "orchard tree plant <kind> <place name>",
        "orchard tree plant [flags] …",
        "orchard tree plant $ARGS",
        "orchard tree plant --help",
        "orchard help tree",
        "orchard --version",
        "orchard tree list --output FORMAT",
        "orchard $COMMAND --x",
        "orchard extra anything --at-all",
        "orchard open anything --at-all",
        "orchard open known --at-all",
        "cat ids | xargs orchard tree move",
        "orchard tree plant -- oak hill",
        "docker run --rm orchard/orchard tree nothing",
        "orchard.example.com serve",
        "orchard tree plant oak hill -count 3 -dry-run",
        "orchard v2.1 is ready",
    ];
    for line in lines {
        assert_eq!(found(&format!("```sh\n{line}\n```\n")), "", "{line}");
    }
}

#[test]
fn in_a_sentence_a_command_may_be_named_without_its_arguments() {
    assert_eq!(found("`orchard tree plant` and `orchard tree plant --count` and `orchard`.\n"), "");
}

#[test]
fn commands_that_are_gone_and_titles_of_pages_are_no_faults() {
    assert_eq!(found("This used to be `orchard sow`. It has no `orchard tree sow`.\n"), "");
    let label = "See [`orchard logging`](https://x) and [`orchard tre list`](https://x).\n";
    assert_snapshot!(found(label));
}

#[test]
fn on_a_page_about_plugins_any_command_may_be_one() {
    let page = "# Plugins\n\n```sh\norchard prune --now\n```\n";
    assert_eq!(found(page), "mentioned: orchard prune at 4:9\n");
}

#[test]
fn what_a_session_prints_is_no_call() {
    let page = "```console\norchard tree list\norchard grows\norchard tree lst\n```\n";
    let shown = found(page);
    assert!(shown.contains("mentioned: orchard grows at 3:9"), "{shown}");
    assert!(shown.contains("`orchard tree` has no command `lst`"), "{shown}");
}
