//! Programs in their folder, and the driver that runs them.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use sourcebook_model::request::ConcreteRequest;
use tempfile::TempDir;

use super::answering_server::{AnsweringServer, Certificates, Received};
use super::requests::{NamedRequest, write, write_files};
use super::tools::{Tools, command, run};

/// How the programs of Go begin, all of which are compiled as one; and what begins them then.
const GO_FUNCTION: &str = "\nfunc main() {\n";

/// A client of Go that is not the default one.
const GO_TRANSPORT: &str = "&http.Transport{\n";

/// The programs of a language, one file each.
pub(crate) struct Programs<'r> {
    folder: TempDir,
    /// For each program, its text and what it is to send.
    pub(crate) all: Vec<(String, &'r NamedRequest)>,
    /// How many requests the language cannot send, by the name of the reason.
    pub(crate) skipped: BTreeMap<&'static str, usize>,
}

impl<'r> Programs<'r> {
    /// Writes the programs as they are printed.
    pub(crate) fn write(tools: &Tools, requests: &'r [NamedRequest]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["programs", "work"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let (all, skipped) = (Vec::new(), BTreeMap::new());
        let mut programs = Self { folder, all, skipped };
        for named in requests {
            match tools.language.program(&named.1, "operation") {
                Ok(program) => {
                    let path = programs.path(&file_name(programs.all.len(), tools));
                    let text = program.text + "\n";
                    write(&path, text.as_bytes());
                    programs.all.push((text, named));
                }
                Err(reason) => *programs.skipped.entry(reason.name()).or_default() += 1,
            }
        }
        programs
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Where the programs are.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join("programs")
    }

    /// Makes one program of those of Go: each `main` becomes a function of its own, and clients
    /// with a transport of their own find the server.
    fn join(&self, tools: &Tools) {
        let mut list = String::new();
        for (at, (text, _)) in self.all.iter().enumerate() {
            let name = file_name(at, tools);
            let function = format!("\nfunc program{at}() {{\n");
            let transport = "&http.Transport{DialContext: dialAnsweringServer,\n";
            let text = text.replace(GO_FUNCTION, &function).replace(GO_TRANSPORT, transport);
            write(&self.path(&name), text.as_bytes());
            list.push_str(&format!("\t\"../programs/{name}\": program{at},\n"));
        }
        let list = format!("package main\n\nvar programs = map[string]func(){{\n{list}}}\n");
        write(&self.path("programs.go"), list.as_bytes());
        write(&self.path("go.mod"), b"module programs\n\ngo 1.18\n");
    }
}

fn file_name(at: usize, tools: &Tools) -> String {
    format!("program{at}{}", tools.extension)
}

/// A process that runs programs one after the other, and the server that they reach.
pub(crate) struct Driver<'p> {
    tools: &'p Tools,
    work: PathBuf,
    server: AnsweringServer,
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl<'p> Driver<'p> {
    /// Prepares the programs and starts the process.
    pub(crate) fn start(tools: &'p Tools, programs: &'p Programs<'_>) -> Result<Self, String> {
        if tools.extension == ".go" {
            programs.join(tools);
        }
        write(&programs.path(tools.driver.0), tools.driver.1.as_bytes());
        for words in tools.preparation {
            run(words, &programs.folder())?;
        }
        let certificates = Certificates::new();
        let server = AnsweringServer::start(&certificates);
        let work = programs.folder.path().join("work");
        certificates.write(&work);
        let authority = work.join("authority.pem");
        let mut process = command(tools.start)
            .current_dir(&work)
            .env("ANSWERING_SERVER_PORT", server.address.port().to_string())
            .env("SSL_CERT_FILE", &authority)
            .env("NODE_EXTRA_CA_CERTS", &authority)
            .env("NO_PROXY", "*")
            .env("no_proxy", "*")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let input = process.stdin.take().expect("a pipe");
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        Ok(Self { tools, work, server, process, input, output })
    }

    /// What the server receives from a program.
    pub(crate) fn run(&mut self, at: usize, sent: &ConcreteRequest) -> Result<Received, String> {
        write_files(&self.work, sent);
        let line = format!("../programs/{}\n", file_name(at, self.tools));
        let mut answer = String::new();
        self.input
            .write_all(line.as_bytes())
            .and_then(|()| self.output.read_line(&mut answer))
            .map_err(|error| error.to_string())?;
        let mut received = self.server.take();
        if answer != "ok\n" {
            return Err(format!("the program fails: {answer}"));
        }
        match (received.pop(), received.len()) {
            (Some(received), 0) => Ok(received),
            (_, more) => Err(format!("{more} more requests than one arrived")),
        }
    }
}

impl Drop for Driver<'_> {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
