//! A small server of pets that can be told to have a fault. The test program itself serves: a project
//! starts it again, with one test that never ends by itself.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Mutex;

/// A request, as far as the server looks at it.
struct Request {
    method: String,
    path: String,
    token: String,
    body: String,
}

/// The pets by their numbers.
static PETS: Mutex<BTreeMap<u32, String>> = Mutex::new(BTreeMap::new());

#[expect(clippy::disallowed_methods, reason = "a server reads its own environment")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

#[test]
#[ignore = "the other tests run it as a program"]
#[expect(clippy::disallowed_methods, reason = "a test plants its own files")]
fn serve() {
    let fault = variable("FAULT");
    std::fs::write("home.txt", variable("HOME")).expect("a file");
    if fault == "leaves-children" {
        // It gets a group of its own, and nobody waits for it.
        let sleeper = "setsid sleep 600 & sleep 600 &";
        Command::new("sh").args(["-c", sleeper]).spawn().expect("a shell").wait().expect("its end");
    }
    if fault == "never-ready" {
        if let Ok(mut stream) = TcpStream::connect(variable("ANNOUNCE")) {
            stream.write_all(b"started\n").expect("somebody listens");
        }
        std::thread::park();
    }
    let port = if fault == "taken" { variable("TAKEN") } else { variable("PORT") };
    let listener = match TcpListener::bind(format!("127.0.0.1:{port}")) {
        Ok(listener) => listener,
        Err(error) => {
            complain(&format!("cannot listen: {error}"));
            std::process::exit(3);
        }
    };
    for stream in listener.incoming().flatten() {
        std::thread::spawn(|| connection(stream));
    }
}

/// Answers the requests of a connection until it ends.
fn connection(stream: TcpStream) {
    let Ok(mut writer) = stream.try_clone() else { return };
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        if answer(&request, &mut writer).is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let (mut length, mut token) = (0, String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" => value.clone_into(&mut token),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, path, token, body: String::from_utf8_lossy(&body).into_owned() })
}

fn send(writer: &mut TcpStream, status: &str, headers: &str, body: &str) -> std::io::Result<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n");
    writer.write_all((head + body).as_bytes())
}

fn json(writer: &mut TcpStream, status: &str, body: &str) -> std::io::Result<()> {
    send(writer, status, "Content-Type: application/json\r\n", body)
}

fn refuse(writer: &mut TcpStream, status: &str, why: &str) -> std::io::Result<()> {
    json(writer, status, &format!("{{\"error\": \"{why}\"}}"))
}

fn answer(request: &Request, writer: &mut TcpStream) -> std::io::Result<()> {
    let fault = variable("FAULT");
    let (method, path) = (request.method.as_str(), request.path.as_str());
    let is_public = ["/healthz", "/session", "/feed"].contains(&path);
    if !is_public && request.token != "Bearer secret-token" {
        return refuse(writer, "401 Unauthorized", "log in first");
    }
    match (method, path) {
        ("GET", "/healthz") => send(writer, "200 OK", "", ""),
        ("POST", "/session") => json(writer, "201 Created", "{\"token\": \"secret-token\"}"),
        ("GET", "/feed") => feed(&fault, writer),
        ("GET", "/pets") => list(&fault, writer),
        ("POST", "/pets") if fault == "refuses" => {
            refuse(writer, "422 Unprocessable Entity", "a pet needs a color")
        }
        ("POST", "/pets") if request.body.contains("\"name\": 7") => {
            refuse(writer, "422 Unprocessable Entity", "a name is a text")
        }
        ("POST", "/pets") if fault == "needs-color" && !request.body.contains("color") => {
            refuse(writer, "422 Unprocessable Entity", "a pet needs a color")
        }
        ("POST", "/pets") => create(&fault, request, writer),
        _ => single(method, path, writer),
    }
}

fn create(fault: &str, request: &Request, writer: &mut TcpStream) -> std::io::Result<()> {
    let number = {
        let mut pets = PETS.lock().expect("no panic");
        let number = u32::try_from(pets.len()).expect("few pets") + 40;
        pets.insert(number, request.body.clone());
        number
    };
    match fault {
        "no-identifier" => json(writer, "201 Created", "{\"created\": true}"),
        "wrong-status" => json(writer, "202 Accepted", &pet(number)),
        _ => json(writer, "201 Created", &pet(number)),
    }
}

fn pet(number: u32) -> String {
    format!("{{\"id\": {number}, \"name\": \"Rex\"}}")
}

fn list(fault: &str, writer: &mut TcpStream) -> std::io::Result<()> {
    let numbers: Vec<u32> = PETS.lock().expect("no panic").keys().copied().collect();
    let pets: Vec<String> = numbers.into_iter().map(pet).collect();
    let pets = format!("[{}]", pets.join(", "));
    match fault {
        "no-identifier" => json(writer, "200 OK", "[]"),
        "missing-member" => json(writer, "200 OK", "[{\"id\": 1}]"),
        "wrong-type" => json(writer, "200 OK", "[{\"id\": \"one\", \"name\": \"Rex\"}]"),
        "extra-member" => json(writer, "200 OK", "[{\"id\": 1, \"name\": \"Rex\", \"age\": 4}]"),
        "header" => {
            let headers = "Content-Type: application/json\r\nX-Pets: 1\r\n";
            send(writer, "200 OK", headers, &pets)
        }
        "counts" => json(writer, "200 OK", &format!("[{}]", vec![pet(1); runs()].join(", "))),
        "html" => send(writer, "200 OK", "Content-Type: text/html\r\n", "<h1>Pets</h1>"),
        "redirect" => send(writer, "302 Found", "Location: http://198.51.100.1/\r\n", ""),
        "dies" => {
            complain("out of pets");
            std::process::exit(7);
        }
        "hangs" => {
            std::thread::park();
            Ok(())
        }
        "large" => endless(writer, "Content-Length: 1073741824\r\n", Some(1 << 30)),
        "endless" => endless(writer, "", None),
        _ => json(writer, "200 OK", &pets),
    }
}

/// How many servers have run in this folder, the first two counted as one.
#[expect(clippy::disallowed_methods, reason = "a test plants its own files")]
fn runs() -> usize {
    let before = std::fs::read_to_string("runs.txt").unwrap_or_default();
    std::fs::write("runs.txt", format!("{before}+")).expect("a file");
    (before.len() + 1).max(2)
}

fn complain(text: &str) {
    std::io::stderr().write_all(format!("{text}\n").as_bytes()).expect("somebody listens");
}

/// Sends spaces: so many, or some and then nothing more.
fn endless(writer: &mut TcpStream, length: &str, count: Option<usize>) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{length}\r\n");
    writer.write_all(head.as_bytes())?;
    let chunk = vec![b' '; 1 << 20];
    if let Some(count) = count {
        return (0..count / chunk.len()).try_for_each(|_| writer.write_all(&chunk));
    }
    writer.write_all(&chunk[..16])?;
    std::thread::park();
    Ok(())
}

fn single(method: &str, path: &str, writer: &mut TcpStream) -> std::io::Result<()> {
    // A pet can also be removed by a verb in the path.
    let (path, method) = match path.strip_suffix("/remove") {
        Some(pet) if method == "POST" => (pet, "DELETE"),
        _ => (path, method),
    };
    let number = path.strip_prefix("/pets/").and_then(|number| number.parse().ok());
    let mut pets = PETS.lock().expect("no panic");
    let Some(number) = number.filter(|number| pets.contains_key(number)) else {
        return refuse(writer, "404 Not Found", "no such pet");
    };
    match method {
        "GET" => json(writer, "200 OK", &pet(number)),
        "DELETE" => {
            pets.remove(&number);
            send(writer, "204 No Content", "", "")
        }
        _ => refuse(writer, "405 Method Not Allowed", "no"),
    }
}

/// A stream of events that does not end.
fn feed(fault: &str, writer: &mut TcpStream) -> std::io::Result<()> {
    writer.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")?;
    let data = if fault == "wrong-event" { "soon" } else { "7" };
    let event = format!("event: pet\nid: {data}\ndata: Rex\n\n: {}\n\n", " ".repeat(4096));
    loop {
        writer.write_all(event.as_bytes())?;
    }
}
