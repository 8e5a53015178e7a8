//! The site while it is written: a browser sees each change, and why a page cannot be built.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use super::project::Project;

/// The program, which is ended with the test.
struct Served {
    child: Child,
    /// `127.0.0.1:4000`
    host: String,
    /// The path of the site.
    base: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn start(project: &Project) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sourcebook"))
            .args(["site", "--serve", "--address", "127.0.0.1:0"])
            .current_dir(project.folder())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut lines = lines.map(|line| line.expect("a line"));
        let line = lines.find_map(|line| line.strip_prefix("serving http://").map(str::to_owned));
        let url = line.expect("the address");
        // Whatever it says later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let (host, base) = url.split_once('/').expect("a path");
        Self { child, host: host.to_owned(), base: format!("/{base}") }
    }

    fn ask(&self, path: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .expect("sent");
        BufReader::new(stream)
    }

    /// Status line, headers and body.
    fn get(&self, page: &str) -> String {
        let mut text = String::new();
        self.ask(&format!("{}{page}", self.base)).read_to_string(&mut text).expect("an answer");
        text
    }

    /// The builds as browsers are told of them; the last one comes first.
    fn builds(&self) -> impl Iterator<Item = String> {
        let lines = self.ask("/.sourcebook/events").lines();
        lines.filter_map(|line| line.expect("a line").strip_prefix("data: ").map(str::to_owned))
    }
}

/// Waits for a build that is told in these words.
fn wait(builds: &mut impl Iterator<Item = String>, words: &str) -> String {
    builds.find(|build| build.contains(words)).expect("a build")
}

#[test]
fn a_change_is_built_and_told() {
    let project = super::project();
    let served = Served::start(&project);
    let mut builds = served.builds();
    wait(&mut builds, "\"version\":1");
    let page = served.get("kinds/apples.html");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("EventSource"), "{page}");
    assert!(served.get("kinds/apples").contains("<h1>Apples</h1>"), "without the ending");
    assert!(served.get("nothing.html").starts_with("HTTP/1.1 404"));
    assert!(served.get("../book.toml").starts_with("HTTP/1.1 404"));

    let apples = project.read("docs/kinds/apples.md");
    project.write("docs/kinds/apples.md", format!("{apples}\nQuite new.\n"));
    wait(&mut builds, "\"version\":2");
    assert!(served.get("kinds/apples.html").contains("Quite new."));

    // Facts from a file: the pages of the reference are made anew.
    let document = project.read("openapi.yaml").replace("All pets.", "Every pet.");
    project.write("openapi.yaml", document);
    wait(&mut builds, "\"version\":3");
    assert!(served.get("api/pets.html").contains("Every pet."));
}

#[test]
fn what_is_wrong_is_shown_in_the_browser() {
    let project = super::project();
    let served = Served::start(&project);
    let mut builds = served.builds();
    wait(&mut builds, "\"version\":1");
    let home = project.read("docs/README.md");
    project.write("docs/README.md", format!("{home}\n[dead](nowhere.md)\n"));
    let build = wait(&mut builds, "dead-link");
    assert!(build.contains("docs/README.md:") && build.contains("\"failed\":null"), "{build}");
    assert!(served.get("index.html").starts_with("HTTP/1.1 200"), "the page is there all the same");

    project.write("docs/README.md", format!("{home}\n{{{{#fact api.versoin}}}}\n"));
    wait(&mut builds, "unknown fact");
    let page = served.get("index.html");
    assert!(
        page.starts_with("HTTP/1.1 500") && page.contains("did you mean `api.version`?"),
        "{page}"
    );

    project.write("docs/README.md", home);
    wait(&mut builds, "\"failed\":null");
    assert!(served.get("index.html").starts_with("HTTP/1.1 200"));
}
