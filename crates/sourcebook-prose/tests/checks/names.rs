//! Flags that stand alone, metrics, defaults in sentences, and links with the names of options.

use insta::assert_snapshot;
use sourcebook_prose::Settings;

use crate::{found, found_with};

#[test]
fn a_flag_alone_is_told_only_where_it_is_misspelled() {
    assert_snapshot!(found("Use `--log-fromat=json`, `--no-telemetry` or `--help`.\n"));
    // Other programs have flags too.
    let page =
        "Use `--format`, `--server-http-address` or `--volume /data`. `--log-formt` was removed.\n";
    let mentions = found(page);
    assert!(!mentions.contains("error") && !mentions.contains("warning"), "{mentions}");
    let strict = Settings { is_strict: true, ..Settings::default() };
    assert_snapshot!(found_with("Use `--volume`.\n", &strict));
}

#[test]
fn a_metric_is_known_with_and_without_the_suffix_of_its_kind() {
    let page = "`orchard_trees_planted_total`, `orchard_harvest_seconds_bucket`, \
                `orchard_trees_planted`.\n";
    assert_eq!(found(page), "");
    assert_snapshot!(found("```text\n# HELP orchard_tress_planted_total Trees.\n```\n"));
}

#[test]
fn spans_schemas_problems_and_settings_are_told_where_they_are_misspelled() {
    assert_eq!(
        found("`orchard.plant_tree`, `TreeHarvest`, `Tree`, `plant`, `dead-branches/x`\n"),
        ""
    );
    assert_snapshot!(found("`orchard.plant_tre`, `TreeHarvset`, `dead-brnach`, `http.grcae`\n"));
}

#[test]
fn a_sentence_about_one_option_has_its_default() {
    assert_snapshot!(found(
        "`ORCHARD_GRACE` waits, which defaults to 15 seconds.\n\n### ORCHARD_TELEMETRY\n\n\
         **Default: `false`**\n\nSet `--log-format` (default: json).\n"
    ));
    let right = "`--grace` defaults to 30 seconds. `--telemetry` defaults to `true`.\n\n\
                 `--grace` and `--log-format`: the default is 5m. Something else defaults to 3.\n\n\
                 `--grace` defaults to <time>, `--url` defaults to nothing.\n";
    assert_eq!(found(right), "");
}

#[test]
fn a_label_and_its_link_name_one_option() {
    let right = "[`--grace`](cli.md#--grace) [`ORCHARD_GRACE`](cli.md#--grace) \
                 [`--listen`](cli.md#--http-address) [grace](cli.md#--url) [`--grace`](cli.md#grace)\n";
    assert_eq!(found(right), "");
    assert_snapshot!(found("[ORCHARD_GRACE](cli.md#--url)\n"));
}
