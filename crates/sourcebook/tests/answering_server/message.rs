//! A request as it arrives (RFC 9112).

use std::io::{BufRead, BufReader, Error, Read, Result, Write};

/// A request, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) is_encrypted: bool,
    pub(crate) method: String,
    /// As it stands in the first line.
    pub(crate) target: String,
    /// Names and values in their order.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the client has shown a certificate.
    pub(crate) has_certificate: bool,
}

impl Received {
    /// Reads a request. A client that waits before it sends its body is told to go on.
    pub(super) fn read(
        stream: &mut BufReader<impl Read + Write>,
        is_encrypted: bool,
    ) -> Result<Self> {
        let first = line(stream)?;
        let mut words = first.split(' ');
        let mut word = || words.next().map(str::to_owned).ok_or_else(|| Error::other("no request"));
        let (method, target) = (word()?, word()?);
        let mut headers = Vec::new();
        loop {
            let line = line(stream)?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').ok_or_else(|| Error::other("no header"))?;
            headers.push((name.to_owned(), value.trim_matches(' ').to_owned()));
        }
        let body = Vec::new();
        let mut received =
            Self { is_encrypted, method, target, headers, body, has_certificate: false };
        if received.header("Expect").is_some() {
            stream.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            stream.get_mut().flush()?;
        }
        received.body = received.read_body(stream)?;
        Ok(received)
    }

    fn read_body(&self, stream: &mut impl BufRead) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        if self.header("Transfer-Encoding").is_some_and(|value| value.contains("chunked")) {
            loop {
                let size = line(stream)?;
                let size = usize::from_str_radix(size.trim(), 16).map_err(Error::other)?;
                let start = body.len();
                body.resize(start + size, 0);
                stream.read_exact(&mut body[start..])?;
                line(stream)?;
                if size == 0 {
                    return Ok(body);
                }
            }
        }
        let length = self.header("Content-Length").unwrap_or("0");
        body.resize(length.parse().map_err(Error::other)?, 0);
        stream.read_exact(&mut body)?;
        Ok(body)
    }

    /// The values of a header, each as it came.
    pub(crate) fn values<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        let named = move |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
        self.headers.iter().filter(named).map(|(_, value)| value.as_str())
    }

    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// A line without its end.
fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut bytes = Vec::new();
    stream.read_until(b'\n', &mut bytes)?;
    let text = String::from_utf8(bytes).map_err(Error::other)?;
    let line = text.strip_suffix("\r\n").ok_or_else(|| Error::other("no whole line"))?;
    Ok(line.to_owned())
}
