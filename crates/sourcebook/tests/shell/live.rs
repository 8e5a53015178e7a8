//! `sourcebook live` against a small server, with every fault that it can have.

mod faults;
mod recording;
mod report;
mod scenario;
mod server;
mod settings;

use crate::project::{Project, Run};

const DOCUMENT: &str = "\
openapi: 3.2.0
info: {title: Pets, version: '1'}
tags: [{name: Pets}]
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string}
    Error:
      type: object
      properties:
        error: {type: string}
  responses:
    Refused:
      description: Refused.
      content:
        application/json:
          schema: {$ref: '#/components/schemas/Error'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      security: [{token: []}]
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Pet'}
        '401': {$ref: '#/components/responses/Refused'}
    post:
      operationId: addPet
      tags: [Pets]
      security: [{token: []}]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string, example: Rex}
      responses:
        '201':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
        '422': {$ref: '#/components/responses/Refused'}
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
    get:
      operationId: getPet
      tags: [Pets]
      security: [{token: []}]
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
        '404': {$ref: '#/components/responses/Refused'}
    delete:
      operationId: deletePet
      tags: [Pets]
      security: [{token: []}]
      responses:
        '204': {description: Gone.}
        '404': {$ref: '#/components/responses/Refused'}
  /session:
    post:
      operationId: logIn
      tags: [Pets]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                user: {type: string, example: ada}
                password: {type: string, format: password, example: secret-word}
      responses:
        '201':
          description: The token.
          content:
            application/json:
              schema:
                type: object
                properties:
                  token: {type: string}
  /feed:
    get:
      operationId: readFeed
      tags: [Pets]
      responses:
        '200':
          description: Events.
          content:
            text/event-stream:
              itemSchema:
                type: object
                properties:
                  data: {type: string}
                  event: {type: string}
                  id: {type: string, pattern: '^[0-9]+$'}
";

/// A project whose server has a fault; `more` are further lines of `[live]`.
fn project(fault: &str, more: &str) -> Project {
    let program = std::env::current_exe().expect("this program");
    let program = program.to_str().expect("UTF-8");
    let project = Project::new().with("openapi.yaml", DOCUMENT);
    let mark = project.folder().display();
    let configuration = format!(
        "[facts]\napi = \"openapi.yaml\"\n\n[live]\n\
         command = [\"{program}\", \"live::server::serve\", \"--exact\", \"--ignored\", \"--nocapture\"]\n\
         ready = \"/healthz\"\n\
         env = {{ PORT = \"{{port}}\", FAULT = \"{fault}\", TEST_MARK = \"{mark}\" }}\n{more}"
    );
    project.with("sourcebook.toml", configuration)
}

/// The numbers of the processes that a project has started and that still run.
fn left_behind(project: &Project) -> Vec<String> {
    let mark = format!("TEST_MARK={}", project.folder().display());
    let entries = std::fs::read_dir("/proc").expect("processes").flatten();
    let has_mark = |entry: &std::fs::DirEntry| {
        let environment = std::fs::read(entry.path().join("environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
    };
    let names = entries.filter(has_mark).map(|entry| entry.file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Fails the test where a process runs on, or the home of the server is still there.
fn expect_nothing_left(project: &Project) {
    assert_eq!(left_behind(project), [""; 0]);
    if project.has("home.txt") {
        let home = project.read("home.txt");
        assert!(!std::path::Path::new(&home).exists(), "{home}");
    }
}

/// A run against a server with a fault.
fn run(fault: &str) -> Run {
    run_with(fault, "", &[])
}

fn run_with(fault: &str, more: &str, arguments: &[&str]) -> Run {
    let project = project(fault, more);
    let arguments = [&["live"], arguments].concat();
    let run = project.run(&arguments);
    expect_nothing_left(&project);
    run
}

/// What was printed, without what differs from machine to machine.
fn shown(run: &Run) -> String {
    let program = std::env::current_exe().expect("this program");
    let mut text = run.shown().replace(program.to_str().expect("UTF-8"), "SERVER");
    // How much is marked of a line with the path of the program depends on its length.
    while text.contains("^^^^") {
        text = text.replace("^^^^", "^^^");
    }
    text
}
