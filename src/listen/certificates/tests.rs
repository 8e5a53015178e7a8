//! Certificates that are read, read again, and warned about.

use std::io::Write;
use std::os::unix::fs::MetadataExt;

use sourcebook_options::Layers;

use super::*;
use crate::options::Settings;
use crate::telemetry::metrics::Metrics;

/// Writes a certificate that is valid between two days from now, and its key.
fn make(folder: &Path, from: i64, until: i64) -> String {
    let day = |days: i64| {
        let day = jiff::Timestamp::now().as_second() + days * 24 * 60 * 60;
        let date = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(day).unwrap());
        let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).unwrap());
        rcgen::date_time_ymd(date.year().into(), month, day)
    };
    let mut params = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
    (params.not_before, params.not_after) = (day(from), day(until));
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap().pem();
    for (name, pem) in [("certificate.pem", &certificate), ("key.pem", &key.serialize_pem())] {
        let path = folder.join(name);
        // As programs that renew certificates do it.
        let new = folder.join("new");
        fs::File::create(&new).unwrap().write_all(pem.as_bytes()).unwrap();
        fs::rename(new, path).unwrap();
    }
    certificate
}

/// A certificate for `localhost` in a folder, with its key.
pub(in crate::listen) fn certificate(folder: &Path) -> Tls {
    make(folder, 0, 365);
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    let text = |path: PathBuf| path.to_str().unwrap().to_owned();
    let mut tls = Settings::load(&Layers::new()).unwrap().settings.networking.tls;
    tls.enable = true;
    tls.address = "127.0.0.1:0".parse().unwrap();
    tls.cert_files = vec![text(certificate)];
    tls.key_files = vec![text(key)];
    tls
}

fn open(settings: &Tls) -> Result<Option<Arc<Certificates>>, TlsError> {
    Certificates::open(settings, ConnectionMetrics::default())
}

fn current(certificates: &Certificates) -> Vec<u8> {
    certificates.current.read().unwrap()[0].certified.cert[0].to_vec()
}

#[test]
fn new_files_are_taken_and_wrong_ones_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let settings = certificate(folder.path());
    let certificates = open(&settings).unwrap().unwrap();
    let first = current(&certificates);
    assert!(!certificates.have_changed());

    make(folder.path(), 0, 100);
    assert!(certificates.have_changed());
    certificates.reload();
    let second = current(&certificates);
    assert_ne!(second, first);
    assert!(!certificates.have_changed());

    fs::remove_file(&settings.key_files[0]).unwrap();
    assert!(certificates.have_changed());
    certificates.reload();
    assert_eq!(current(&certificates), second);
}

#[test]
fn a_file_that_was_replaced_has_changed_even_if_it_looks_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let settings = certificate(folder.path());
    let certificates = open(&settings).unwrap().unwrap();
    let path = Path::new(&settings.cert_files[0]);
    let before = fs::metadata(path).unwrap();
    let copy = folder.path().join("copy");
    fs::copy(path, &copy).unwrap();
    let file = fs::File::options().write(true).open(&copy).unwrap();
    file.set_modified(before.modified().unwrap()).unwrap();
    fs::rename(&copy, path).unwrap();
    assert_ne!(fs::metadata(path).unwrap().ino(), before.ino());
    assert!(certificates.have_changed());
}

#[tokio::test(start_paused = true)]
async fn changed_files_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let settings = certificate(folder.path());
    let certificates = open(&settings).unwrap().unwrap();
    let first = current(&certificates);
    make(folder.path(), 0, 100);
    let _ = tokio::time::timeout(LOOKED_AT_EVERY * 2, certificates.keep_current()).await;
    assert_ne!(current(&certificates), first);
}

#[test]
fn the_end_of_a_certificate_is_a_metric() {
    let folder = tempfile::tempdir().unwrap();
    let settings = certificate(folder.path());
    let metrics = Metrics::default();
    let certificates = Certificates::open(&settings, ConnectionMetrics::new(&metrics)).unwrap();
    let certificates = certificates.unwrap();
    let told = || {
        let until = certificates.current.read().unwrap()[0].validity.unwrap().until;
        let name = "coder_tls_certificate_expiry_timestamp_seconds";
        let line = format!("{name}{{file=\"{}\"}} {until}\n", settings.cert_files[0]);
        (until, metrics.text().unwrap().contains(&line))
    };
    let (first, is_told) = told();
    assert!(is_told);
    make(folder.path(), 0, 20);
    certificates.reload();
    let (second, is_told) = told();
    assert!(is_told && second < first);
}

#[test]
fn certificates_are_warned_about_in_time() {
    const DAY: i64 = 24 * 60 * 60;
    let validity = Validity { from: 0, until: 90 * DAY };
    for (now, expected) in [
        (-1, Some("a TLS certificate is not valid yet")),
        (0, None),
        (76 * DAY, None),
        (76 * DAY + 1, Some("a TLS certificate expires soon")),
        (90 * DAY, Some("a TLS certificate expires soon")),
        (90 * DAY + 1, Some("a TLS certificate has expired")),
    ] {
        assert_eq!(warning(validity, now), expected, "{now}");
    }
}

#[test]
fn certificates_that_cannot_be_used_are_refused_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    let good = certificate(folder.path());
    let other = tempfile::tempdir().unwrap();
    let others = certificate(other.path());
    let told = |change: &dyn Fn(&mut Tls)| {
        let mut settings = good.clone();
        change(&mut settings);
        let told = open(&settings).map(|_| ()).unwrap_err().to_string();
        let told = told.replace(folder.path().to_str().unwrap(), "FOLDER");
        told.replace(other.path().to_str().unwrap(), "OTHER")
    };
    let all = [
        told(&|settings| settings.key_files.clear()),
        told(&|settings| settings.cert_files[0].push('x')),
        told(&|settings| settings.cert_files[0] = settings.key_files[0].clone()),
        told(&|settings| settings.key_files[0] = settings.cert_files[0].clone()),
        told(&|settings| settings.key_files[0] = others.key_files[0].clone()),
    ];
    insta::assert_snapshot!(all.join("\n\n"), @r"
    TLS is enabled with 1 certificate files and 0 key files
      because each certificate needs a key
      set both with --tls-cert-file and --tls-key-file, in the same order

    cannot read `FOLDER/certificate.pemx`
      because No such file or directory (os error 2)
      check the path and its permissions

    `FOLDER/key.pem` contains no certificate in PEM format
      because the file contains none

    `FOLDER/certificate.pem` contains no private key in PEM format
      because no items found

    `OTHER/key.pem` is not the key of `FOLDER/certificate.pem`
      because keys may not be consistent: KeyMismatch
      list certificates and keys in the same order
    ");
}
