//! Lists of structures with a key, and secrets that name variables.

use sourcebook_options::{ExpandedSecret, Layers, LoadError, Loaded, options, structure};

structure! {
    /// Somebody who is asked.
    #[structure(name = "test.Service", key = "name")]
    pub(crate) struct Service {
        /// What it is called.
        #[option(required)]
        name: String,
        /// What it is told.
        token: Option<ExpandedSecret>,
    }
}

options! {
    /// What the test server obeys.
    struct Settings {
        /// Who is asked.
        services: Vec<Service>,
    }
}

fn load(yaml: &str) -> Result<Loaded<Settings>, LoadError> {
    let layers = Layers::new().environment([("TOKEN".into(), "marker".into())]);
    Settings::load(&layers.yaml("a.yaml", yaml))
}

#[test]
fn items_of_a_list_differ_in_their_key() {
    let loaded = load("services:\n  - name: a\n  - name: b\n  - name: a\n  - {name: 'a'}\n");
    insta::assert_snapshot!(loaded.expect_err("three of one name").to_string(), @r"
    error: services[2].name in a.yaml:4: `a` is used twice: each item must have a different `name`
     --> a.yaml:4:11
      |
    4 |   - name: a
      |           ^ used twice: each item must have a different `name`

    error: services[3].name in a.yaml:5: `a` is used twice: each item must have a different `name`
     --> a.yaml:5:12
      |
    5 |   - …'a'…
      |      ^^^ used twice: each item must have a different `name`

    the settings have 2 errors
    ");
}

#[test]
fn variables_are_put_into_secrets_and_shown_nowhere() {
    let loaded = load("services:\n  - name: a\n    token: Bearer ${TOKEN}\n").expect("settings");
    let token = loaded.settings.services[0].token.as_ref().expect("a token");
    assert_eq!(token.expose(), "Bearer marker");
    let shown = format!("{loaded:?} {} {}", loaded.view_values(), loaded.view_options());
    assert!(!shown.contains("marker"), "{shown}");
    let loaded = load("services:\n  - name: a\n    token: secret ${TOKNE}\n");
    insta::assert_snapshot!(loaded.expect_err("no such variable").to_string(), @r"
    error: services[0].token in a.yaml:3: the value refers to the variable $TOKNE, which is not set
     --> a.yaml:3:12
      |
    3 |     token: …
      |            ^ refers to the variable $TOKNE, which is not set
      |
      = help: set $TOKNE in the environment of the program, or write `$${` for a literal `${`

    the settings have 1 error
    ");
}
