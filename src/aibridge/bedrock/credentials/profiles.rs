//! The profile files of AWS. A program that one of them names (`credential_process`) is run without
//! the server's secrets in its environment.
//!
//! AWS's library runs such a program in a shell, with the environment of the server, and cannot be
//! told otherwise. So the command that it reads begins with taking the variables away.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};

/// Variables with secrets that are read by libraries of the server. AWS's own belong to the program.
const SECRETS_OF_LIBRARIES: [&str; 3] =
    ["PGPASSWORD", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"];

/// Where AWS's tools look for a file: the variable that names it, and its place in the home folder.
/// What the second says counts more than what the first does. See
/// <https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html>.
const PLACES: [(EnvConfigFileKind, &str, &str); 2] = [
    (EnvConfigFileKind::Config, "AWS_CONFIG_FILE", "~/.aws/config"),
    (EnvConfigFileKind::Credentials, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
];

/// The variables of the environment.
type Variables = BTreeMap<String, String>;

/// The profile files of this machine, as they are to be read.
pub(super) async fn profile_files() -> EnvConfigFiles {
    let variables: Variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let mut texts = Vec::new();
    for (kind, variable, default) in PLACES {
        let place = variables.get(variable).map_or(default, String::as_str);
        match tokio::fs::read_to_string(at_home(place, &variables)).await {
            Ok(text) => texts.push((kind, text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(place, %error, "cannot read a profile file of AWS"),
        }
    }
    // Also those whose values are no text.
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    without_secrets(&texts, &secret_variables(names))
}

/// Profile files with these texts, whose commands do not get these variables. Where there is no
/// command, AWS's library reads the files itself, and says where a mistake in them is.
pub(super) fn without_secrets(
    texts: &[(EnvConfigFileKind, String)],
    names: &[String],
) -> EnvConfigFiles {
    let changed: Vec<Option<String>> =
        texts.iter().map(|(_, text)| without_variables(text, names)).collect();
    if changed.iter().all(Option::is_none) {
        return EnvConfigFiles::default();
    }
    let texts = texts.iter().zip(changed);
    let files = texts.fold(EnvConfigFiles::builder(), |files, ((kind, text), changed)| {
        files.with_contents(*kind, changed.unwrap_or_else(|| text.clone()))
    });
    files.build()
}

/// The variables that a program does not get, of these.
fn secret_variables(all: impl Iterator<Item = String>) -> Vec<String> {
    let is_secret =
        |name: &String| name.starts_with("CODER_") || SECRETS_OF_LIBRARIES.contains(&name.as_str());
    // No shell knows others.
    let is_name =
        |name: &String| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    all.filter(is_secret).filter(is_name).collect()
}

/// The path of a place that may be in the home folder.
fn at_home(place: &str, variables: &Variables) -> PathBuf {
    let home = variables.get("HOME");
    let home = home.or_else(|| variables.get("USERPROFILE").filter(|_| cfg!(windows)));
    match place.strip_prefix("~/").zip(home) {
        Some((rest, home)) => PathBuf::from(home).join(rest),
        None => place.into(),
    }
}

/// The text of a profile file whose commands take variables away before they do anything else;
/// absent when it has no command.
fn without_variables(text: &str, names: &[String]) -> Option<String> {
    let mut has_command = false;
    let lines = text.split_inclusive('\n').map(|line| match command_of(line) {
        Some((name, command)) => {
            has_command = true;
            format!("{name}={}{command}", taking_away(names))
        }
        None => line.to_owned(),
    });
    let changed: String = lines.collect();
    has_command.then_some(changed)
}

/// The name and the command of a line that sets one. Lines that begin with a space go on with the
/// one before them, and what is behind a space and `#` or `;` is a comment.
fn command_of(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let is_set = name.trim_end_matches([' ', '\t']).eq_ignore_ascii_case("credential_process");
    let value = value.trim_start_matches([' ', '\t']);
    (is_set && !value.trim_end().is_empty() && !value.starts_with(['#', ';']))
        .then_some((name, value))
}

/// The beginning of a command that takes variables away.
fn taking_away(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    if cfg!(windows) {
        return format!("set {}=&", names.join("=&set "));
    }
    format!("unset {}; ", names.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_alone_may_know_is_taken_away() {
        let all = [
            "CODER_AIBRIDGE_OPENAI_KEY",
            "CODER_PG_CONNECTION_URL",
            "CODER_SOMETHING_OF_LATER",
            "PGPASSWORD",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "PATH",
            "HOME",
            "AWS_PROFILE",
            "VAULT_TOKEN",
            "CODER_X;rm",
        ];
        let taken = secret_variables(all.into_iter().map(str::to_owned));
        assert_eq!(taken, all[..5]);
    }

    #[test]
    fn files_are_where_aws_looks_for_them() {
        let home: Variables = [("HOME".to_owned(), "/home/ada".to_owned())].into();
        for (place, variables, expected) in [
            ("~/.aws/config", &home, "/home/ada/.aws/config"),
            ("~ada/config", &home, "~ada/config"),
            ("/etc/aws", &home, "/etc/aws"),
            ("~/.aws/config", &Variables::new(), "~/.aws/config"),
        ] {
            assert_eq!(at_home(place, variables), PathBuf::from(expected), "{place}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn commands_are_found_as_aws_finds_them_and_nothing_else_is_changed() {
        let names = ["A".to_owned(), "B".to_owned()];
        for (text, expected) in [
            (
                "[default]\ncredential_process = /bin/x --y",
                "[default]\ncredential_process =unset A B; /bin/x --y",
            ),
            (
                "Credential_Process=x # why\r\nregion = r\r\n",
                "Credential_Process=unset A B; x # why\r\nregion = r\r\n",
            ),
            ("credential_process\t= x=y\n  z\n", "credential_process\t=unset A B; x=y\n  z\n"),
        ] {
            assert_eq!(without_variables(text, &names).as_deref(), Some(expected));
        }
        for text in [
            "",
            "[credential_process]\n",
            "# credential_process = x",
            "  credential_process = x",
            "credential_process =  \n",
            "credential_process = # x\n",
            "credential_process_of_mine = x\n",
            "source_profile = credential_process\n",
        ] {
            assert_eq!(without_variables(text, &names), None, "{text}");
        }
    }
}
