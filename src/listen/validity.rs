//! The times between which a certificate is valid (RFC 5280, section 4.1.2.5).

use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The tags of the elements (X.690) that lead to the two times.
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// When a certificate is valid, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Validity {
    /// The first second.
    pub(super) from: i64,
    /// The last second.
    pub(super) until: i64,
}

impl Validity {
    /// What a certificate in DER says; nothing when it cannot be read.
    pub(super) fn of(certificate: &[u8]) -> Option<Self> {
        let (certificate, _) = content(certificate, SEQUENCE)?;
        let (mut rest, _) = content(certificate, SEQUENCE)?;
        if rest.first() == Some(&VERSION) {
            rest = element(rest)?.rest;
        }
        // The serial number, the algorithm of the signature, and the issuer.
        for _ in 0..3 {
            rest = element(rest)?.rest;
        }
        let (times, _) = content(rest, SEQUENCE)?;
        let from = element(times)?;
        Some(Self { from: from.seconds()?, until: element(from.rest)?.seconds()? })
    }
}

/// One element, and what stands behind it.
struct Element<'a> {
    tag: u8,
    content: &'a [u8],
    rest: &'a [u8],
}

fn element(bytes: &[u8]) -> Option<Element<'_>> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let digits = (digits.len() <= 4).then_some(digits)?;
        (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some(Element { tag, content, rest })
}

/// The content of the element that must come next, and what stands behind it.
fn content(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let element = element(bytes)?;
    (element.tag == tag).then_some((element.content, element.rest))
}

impl Element<'_> {
    /// The seconds of a time, both of whose forms are in UTC and without fractions.
    fn seconds(&self) -> Option<i64> {
        let text = std::str::from_utf8(self.content).ok()?.strip_suffix('Z')?;
        let (year, rest) = match self.tag {
            UTC_TIME => {
                let (year, rest) = text.split_at_checked(2)?;
                let year: i16 = year.parse().ok()?;
                (if year < 50 { 2000 + year } else { 1900 + year }, rest)
            }
            GENERALIZED_TIME => {
                let (year, rest) = text.split_at_checked(4)?;
                (year.parse().ok()?, rest)
            }
            _ => return None,
        };
        let part = |at: usize| rest.get(at..at + 2)?.parse::<i8>().ok();
        let time = DateTime::new(year, part(0)?, part(2)?, part(4)?, part(6)?, part(8)?, 0).ok()?;
        // The last year has a day that cannot be told as an instant: it stands for no end at all.
        let instant = Offset::UTC.to_timestamp(time).unwrap_or(jiff::Timestamp::MAX);
        Some(instant.as_second())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rcgen::{CertificateParams, KeyPair};

    use super::*;

    fn certificate(from: (i32, u8), until: (i32, u8)) -> Vec<u8> {
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(from.0, from.1, 1);
        params.not_after = rcgen::date_time_ymd(until.0, until.1, 1);
        params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
    }

    #[test]
    fn both_forms_of_times_are_read() {
        // Times from 2050 on are written in the other form.
        let read = Validity::of(&certificate((2024, 2), (2051, 3))).unwrap();
        let seconds = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_second();
        let expected = Validity {
            from: seconds("2024-02-01T00:00:00Z"),
            until: seconds("2051-03-01T00:00:00Z"),
        };
        assert_eq!(read, expected);
        let read = Validity::of(&certificate((1999, 12), (9999, 12))).unwrap();
        assert_eq!(read.from, seconds("1999-12-01T00:00:00Z"));
    }

    #[test]
    fn what_is_no_certificate_has_no_validity() {
        let certificate = certificate((2024, 2), (2051, 3));
        for length in 0..80 {
            assert_eq!(Validity::of(&certificate[..length]), None, "{length}");
        }
        assert_eq!(Validity::of(b"\x30\x84\xff\xff\xff\xff"), None);
    }

    proptest! {
        #[test]
        fn no_input_is_read_beyond_its_end(bytes: Vec<u8>) {
            let _ = Validity::of(&bytes);
        }
    }
}
