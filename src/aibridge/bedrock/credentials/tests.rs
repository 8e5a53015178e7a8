//! When credentials are looked for, and which ones are used.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex as Lock;
use std::time::UNIX_EPOCH;

use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future;

use super::*;

/// Gives what a test has put in, one for each time that it is asked; fails where that is nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Scripted(Arc<Lock<VecDeque<Option<Credentials>>>>);

impl ProvideCredentials for Scripted {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let next = self.0.lock().unwrap().pop_front().expect("asked more often than expected");
        let found = next.ok_or_else(|| CredentialsError::not_loaded("nothing was found"));
        future::ProvideCredentials::ready(found)
    }
}

impl Scripted {
    pub(super) fn with(all: impl IntoIterator<Item = Option<Credentials>>) -> Self {
        Self(Arc::new(Lock::new(all.into_iter().collect())))
    }

    fn left(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

fn at(minutes: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_mins(minutes)
}

fn credentials(id: &str, expiry: Option<SystemTime>) -> Credentials {
    Credentials::new(id, "secret", Some(format!("token of {id}")), expiry, "test")
}

async fn id(source: &CredentialSource, now: SystemTime) -> Result<String, NoCredentials> {
    Ok(source.get(now).await?.access_key_id().to_owned())
}

#[tokio::test]
async fn they_are_kept_until_shortly_before_they_expire() {
    let first = Some(credentials("one", Some(at(60))));
    let scripted = Scripted::with([first, Some(credentials("two", Some(at(120))))]);
    let source = CredentialSource::of(scripted.clone());
    assert_eq!(scripted.left(), 2, "nothing is asked before it is needed");
    for minute in [0, 30, 54] {
        assert_eq!(id(&source, at(minute)).await.as_deref(), Ok("one"));
    }
    assert_eq!(id(&source, at(55)).await.as_deref(), Ok("two"));
    assert_eq!(id(&source, at(100)).await.as_deref(), Ok("two"));
}

#[tokio::test]
async fn they_are_looked_for_anew_when_they_do_not_say() {
    let source = CredentialSource::of(Scripted::with([
        Some(credentials("one", None)),
        Some(credentials("two", None)),
        None,
    ]));
    assert_eq!(id(&source, at(0)).await.as_deref(), Ok("one"));
    assert_eq!(id(&source, at(14)).await.as_deref(), Ok("one"));
    assert_eq!(id(&source, at(15)).await.as_deref(), Ok("two"));
    assert_eq!(id(&source, at(500)).await.as_deref(), Ok("two"), "a failure does not take them");
}

#[tokio::test]
async fn a_failure_is_not_repeated_at_once() {
    let scripted = Scripted::with([
        None,
        Some(credentials("one", Some(at(60)))),
        None,
        None,
        Some(credentials("two", Some(at(200)))),
    ]);
    let source = CredentialSource::of(scripted.clone());
    let second = Duration::from_secs(1);
    assert_eq!(id(&source, at(0)).await, Err(NoCredentials));
    assert_eq!(id(&source, at(0) + second).await, Err(NoCredentials));
    assert_eq!(scripted.left(), 4, "the second request did not ask");
    assert_eq!(id(&source, at(1)).await.as_deref(), Ok("one"));
    assert_eq!(id(&source, at(58)).await.as_deref(), Ok("one"), "they are valid still");
    assert_eq!(id(&source, at(58) + second).await.as_deref(), Ok("one"));
    assert_eq!(scripted.left(), 2);
    assert_eq!(id(&source, at(60)).await, Err(NoCredentials), "now they are not");
    assert_eq!(id(&source, at(61)).await.as_deref(), Ok("two"));
}

#[tokio::test]
async fn those_that_were_refused_are_forgotten() {
    let source = CredentialSource::of(Scripted::with([
        Some(credentials("one", None)),
        Some(credentials("two", None)),
    ]));
    let first = source.get(at(0)).await.unwrap();
    source.forget(&first).await;
    assert_eq!(id(&source, at(0)).await.as_deref(), Ok("two"));
    source.forget(&first).await;
    assert_eq!(id(&source, at(0)).await.as_deref(), Ok("two"), "others stay");
}

#[tokio::test]
async fn those_that_were_set_are_used_always() {
    let fixed = credentials("set", None);
    let source = CredentialSource::Fixed(fixed.clone());
    source.forget(&fixed).await;
    assert_eq!(id(&source, at(0)).await.as_deref(), Ok("set"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_program_of_a_profile_runs_without_the_variables_that_are_taken_away() {
    use aws_runtime::env_config::file::EnvConfigFileKind;

    // Cargo sets it for every test.
    let secret = "CARGO_MANIFEST_DIR".to_owned();
    for (names, is_there) in [(vec![], true), (vec!["CODER_KEY".to_owned(), secret.clone()], false)]
    {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("environment");
        let found = r#"{"Version": 1, "AccessKeyId": "id", "SecretAccessKey": "s"}"#;
        let text = format!(
            "[of-the-test]\ncredential_process = env > \"{}\" && echo '{found}'\n",
            seen.display()
        );
        let files = profiles::without_secrets(&[(EnvConfigFileKind::Credentials, text)], &names);
        let config = ProviderConfig::default().with_http_client(ChainClient::new().unwrap());
        let profile = ProfileFileCredentialsProvider::builder().configure(&config);
        let profile = profile.profile_files(files).profile_name("of-the-test").build();
        assert_eq!(profile.provide_credentials().await.unwrap().access_key_id(), "id");
        let seen = std::fs::read_to_string(seen).unwrap();
        let has = |name: &str| seen.lines().any(|line| line.starts_with(&format!("{name}=")));
        assert_eq!(has(&secret), is_there, "{seen}");
        assert!(has("PATH"), "{seen}");
    }
}
