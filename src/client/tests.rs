//! Tests of the client, apart from the commands that use it.

use super::*;

#[test]
fn addresses_are_taken_as_people_write_them() {
    for (text, url) in [
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("https://coder.example.com/", "https://coder.example.com"),
        (" https://example.com/coder/ ", "https://example.com/coder"),
        ("coder.example.com", "https://coder.example.com"),
    ] {
        assert_eq!(server_url(text).unwrap(), url, "{text}");
    }
    for text in ["", "/", "ftp://example.com", "http://", "a b"] {
        assert!(matches!(server_url(text), Err(ClientError::Url { .. })), "{text}");
    }
}

#[test]
fn a_part_of_a_path_stays_one_part() {
    assert_eq!(part("mia-1"), "mia-1");
    assert_eq!(part("../licenses?x#y z"), "..%2Flicenses%3Fx%23y%20z");
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_private() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/coderv2");
    let configuration = Configuration::in_folder(path.clone());
    assert_eq!(configuration.session().unwrap(), None);
    configuration.save("http://a", "secret").unwrap();
    configuration.save("http://b", "secret2").unwrap();
    assert_eq!(configuration.url().unwrap().as_deref(), Some("http://b"));
    assert_eq!(configuration.session().unwrap().as_deref(), Some("secret2"));
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    assert_eq!(mode(&path.join("session")), 0o600);
    assert_eq!(mode(&path.join("url")), 0o600);
    configuration.forget_session().unwrap();
    configuration.forget_session().unwrap();
    assert_eq!(configuration.session().unwrap(), None);
    assert_eq!(configuration.url().unwrap().as_deref(), Some("http://b"));
}

#[test]
fn a_new_private_file_never_replaces_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    write_new_private(&path, "first").unwrap();
    let rejected = write_new_private(&path, "second").unwrap_err();
    assert_eq!(rejected.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "first");
}
