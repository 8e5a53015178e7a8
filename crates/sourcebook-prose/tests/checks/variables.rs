//! Variables that nothing reads, and values that they do not take.

use insta::assert_snapshot;
use sourcebook_prose::{Foreign, Settings};

use crate::{found, found_with};

#[test]
fn a_misspelled_variable_is_told_with_the_one_that_was_meant() {
    assert_snapshot!(found("Set `ORCHARD_HTPP_ADDRESS` first.\n"));
}

#[test]
fn a_value_of_another_type_is_told_in_every_notation() {
    assert_snapshot!(found(
        "```sh\nexport ORCHARD_GRACE=15min\n```\n\n```yaml\nenvironment:\n  ORCHARD_LOG_FORMAT: jsn\n\
         env:\n  - name: ORCHARD_TELEMETRY\n    value: true\n```\n"
    ));
}

#[test]
fn names_of_others_and_names_that_are_gone_are_no_faults() {
    let page = "`ORCHARD_HTTP_ADRESS` was removed.\n\nSet `APPLE_HTTP_ADDRESS` and \
                `ORCHARD_GRACE=<time>`. Read `ORCHARD_SOMETHING_ELSE`.\n\n<!-- \
                ORCHARD_URLL -->\n\n    ORCHARD_URLL\n";
    assert_eq!(found(page), "mentioned: ORCHARD_SOMETHING_ELSE at 3:60\n");
    let foreign = Foreign::new(["ORCHARD_SOMETHING_*".to_owned()]);
    let settings = Settings { foreign, ..Settings::default() };
    assert_eq!(found_with(page, &settings), "");
    let strict = Settings { is_strict: true, ..Settings::default() };
    assert_snapshot!(found_with(page, &strict));
}
