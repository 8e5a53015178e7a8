//! What is read of command lines.

use proptest::prelude::*;

use super::*;

/// The commands of a text, one in a line: words with what is wild after a bar.
fn commands(text: &str, style: Style) -> Vec<String> {
    let script = read(text, style);
    let show = |word: &Word| match word.wild {
        Some(wild) => format!("{}|{}", &word.text[..wild], &word.text[wild..]),
        None => word.text.clone(),
    };
    let line = |command: &Command| {
        let set =
            command.assignments.iter().map(|one| format!("{}:={}", one.name, show(&one.value)));
        let words = command.own_words().iter().map(show);
        set.chain(words).collect::<Vec<_>>().join(" ")
    };
    script.commands.iter().map(line).collect()
}

#[test]
fn commands_are_taken_apart_as_a_shell_does() {
    let table: [(&str, &[&str]); 25] = [
        ("tool run --x=1 'a b' \"c d\"", &["tool run --x=1 a b c d"]),
        ("a && b || c; d & e | f", &["a", "b", "c", "d", "e", "f"]),
        ("A=1 B='x y' tool run", &["A:=1 B:=x y tool run"]),
        ("export TOKEN=abc\ntool run", &["TOKEN:=abc export TOKEN=abc", "tool run"]),
        ("tool run \\\n  --x \\\n  --y # why\nother", &["tool run --x --y", "other"]),
        ("# tool no\ntool yes#no", &["tool yes#no"]),
        ("tool < in.txt > out.txt 2>&1 &>> all", &["tool"]),
        (
            "tool show <user name>/<id> [flags] x{a,b}",
            &["tool show |<user name>/<id> |[flags] x|{a,b}"],
        ),
        ("tool <a | --b <c> | --d> <in >out", &["tool |<a | --b <c> | --d>"]),
        ("tool --url=$URL \"$A b\" '$A' ${B}c", &["tool --url=|$URL |$A b $A |${B}c"]),
        ("x=$(tool token | cut -c1)", &["tool token", "cut -c1", "x:=|$(tool token | cut -c1)"]),
        ("echo `tool id` end", &["tool id", "echo |`tool id` end"]),
        ("if tool ok; then tool go; else tool no; fi", &["tool ok", "tool go", "tool no"]),
        ("for i in 1 2; do tool $i; done", &["tool |$i"]),
        ("case x in\n  tool) a ;;\nesac", &["a"]),
        ("(cd x && tool run)", &["cd x", "tool run"]),
        ("run() { tool x; }", &["tool x"]),
        ("sudo -u root tool x", &["tool x"]),
        ("env -i A=1 tool x", &["tool x"]),
        ("find . | xargs -n 1 tool rm", &["find .", "tool rm"]),
        ("docker run --rm -e A=1 img:1 tool x", &["tool x"]),
        ("docker compose exec -T app tool x", &["tool x"]),
        ("kubectl -n a exec -it deploy/b -- tool x", &["tool x"]),
        ("sh -c 'tool a; tool b'", &["sh -c tool a; tool b", "tool a", "tool b"]),
        ("tool a… b ... c {{ .D }} e", &["tool a|… b |... c |{{ .D }} e"]),
    ];
    for (text, expected) in table {
        assert_eq!(commands(text, Style::Posix), expected, "{text}");
        assert_eq!(read(text, Style::Posix).faults, [], "{text}");
    }
}

#[test]
fn with_a_prompt_only_prompted_lines_are_commands() {
    let table: [(&str, Style, &[&str]); 11] = [
        ("$ tool a \\\n  --b\nprinted\n  $ tool c\n", Style::Posix, &["tool a --b", "tool c"]),
        ("me@host:~/x$ tool a\nout", Style::Session, &["tool a"]),
        ("[me@host x]# tool a\nout", Style::Session, &["tool a"]),
        ("PS C:\\x> tool a\nout", Style::PowerShell, &["tool a"]),
        ("# tool a\nout", Style::Session, &["tool a"]),
        ("# tool a\nout", Style::Posix, &["out"]),
        ("# Run the tool\ntool a\n# tool b", Style::Session, &["tool a"]),
        ("> tool a\nout", Style::PowerShell, &["tool a"]),
        ("% tool a\nout", Style::Session, &["tool a"]),
        ("  $ $ tool a\nout", Style::Session, &["tool a"]),
        ("$ cat <<E\n$ no\nE\n$ tool", Style::Session, &["cat", "tool"]),
    ];
    for (text, style, expected) in table {
        assert_eq!(commands(text, style), expected, "{text}");
    }
}

#[test]
fn other_shells_have_their_own_marks() {
    let table: [(&str, Style, &[&str]); 5] = [
        (
            "$env:A = \"b\"\ntool C:\\x `\n --y",
            Style::PowerShell,
            &["A:=b |$env:A = b", "tool C:\\x --y"],
        ),
        ("$Env:A='b'; tool", Style::PowerShell, &["A:=b |$Env:A=b", "tool"]),
        ("set A=b\ntool %A% ^\n --y", Style::Batch, &["A:=b set A=b", "tool |%A% --y"]),
        ("set -gx A b", Style::Posix, &["A:=b set -gx A b"]),
        ("& tool x", Style::PowerShell, &["tool x"]),
    ];
    for (text, style, expected) in table {
        assert_eq!(commands(text, style), expected, "{text}");
    }
}

#[test]
fn mistakes_are_kept_and_reading_goes_on() {
    type Row = (&'static str, &'static [(FaultKind, &'static str)], &'static [&'static str]);
    let table: [Row; 5] = [
        ("a 'b\nc d", &[(FaultKind::OpenQuote, "'")], &["a |'b", "c d"]),
        ("a \"b\nc d", &[(FaultKind::OpenQuote, "\"")], &["a |\"b", "c d"]),
        ("a $(b c", &[(FaultKind::OpenSubstitution, "$(")], &["b c", "a |$(b c"]),
        ("a <<E\nb", &[(FaultKind::OpenHereDocument, "E")], &["a"]),
        ("a <<'E' | b\nc 'd\nE\ne", &[], &["a", "b", "e"]),
    ];
    for (text, faults, expected) in table {
        let script = read(text, Style::Posix);
        let found: Vec<_> =
            script.faults.iter().map(|fault| (fault.kind, &text[fault.range.clone()])).collect();
        assert_eq!(found, faults, "{text}");
        assert_eq!(commands(text, Style::Posix), expected, "{text}");
    }
}

#[test]
fn what_a_here_document_holds_belongs_to_its_command() {
    let text = "tool send -d @- <<EOF | jq .\n{\"a\": 1}\nEOF\n";
    let script = read(text, Style::Posix);
    let [range] = &script.commands[0].here_documents[..] else { panic!("{script:?}") };
    assert_eq!(&text[range.clone()], "{\"a\": 1}\n");
    assert!(script.commands[1].is_piped);
}

#[test]
fn parts_of_words_stand_where_they_are_written() {
    let text = "tool --a=\"b c\"d\\ e 'x y'";
    let script = read(text, Style::Posix);
    let word = &script.commands[0].words[1];
    assert_eq!(word.text, "--a=b cd e");
    assert_eq!(&text[word.part(2..3)], "a");
    assert_eq!(&text[word.part(4..7)], "b c");
    assert_eq!(&text[word.part(7..10)], "d\\ e");
    let value = word.slice(4..10);
    assert_eq!((value.text.as_str(), &text[value.part(3..4)]), ("b cd e", "d"));
    assert_eq!(&text[script.commands[0].words[2].range.clone()], "'x y'");
}

/// Texts that look like shell.
fn shell_text() -> impl Strategy<Value = String> {
    let pieces = [
        "tool",
        " ",
        " ",
        "\n",
        "'",
        "\"",
        "$(",
        ")",
        "`",
        "\\",
        "\\\n",
        "<<E\n",
        "\nE\n",
        "$A",
        "${",
        "}",
        "{{",
        "<a b>",
        "[x]",
        "|",
        "&&",
        ";",
        "#",
        "é",
        "…",
        "...",
        "--flag=",
        "A=",
        "sudo ",
        "sh -c ",
        "$ ",
        "> ",
        "2>",
        "(",
        "*",
        "%A%",
        "$env:B = ",
        "docker run ",
        "\t",
        "\r\n",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40)
        .prop_map(|pieces| pieces.concat())
}

fn styles() -> impl Strategy<Value = Style> {
    proptest::sample::select(vec![Style::Posix, Style::Session, Style::PowerShell, Style::Batch])
}

/// Every range of a script lies in the text, on borders of characters.
fn assert_sound(text: &str, script: &Script) {
    let is_inside = |range: &Range<usize>| text.get(range.clone()).is_some();
    for command in &script.commands {
        assert!(is_inside(&command.range), "{command:?}");
        assert!(command.program <= command.words.len());
        assert!(command.here_documents.iter().all(is_inside));
        let values = command.assignments.iter().map(|one| &one.value);
        for word in command.words.iter().chain(values) {
            assert!(is_inside(&word.range), "{word:?}");
            for (at, letter) in word.text.char_indices() {
                assert!(is_inside(&word.part(at..at + letter.len_utf8())), "{word:?}");
            }
            assert!(word.wild.is_none_or(|wild| word.text.is_char_boundary(wild)));
        }
        assert!(command.assignments.iter().all(|one| is_inside(&one.range)));
    }
    assert!(script.faults.iter().all(|fault| is_inside(&fault.range)));
}

proptest! {
    #[test]
    fn any_text_is_read_with_places_inside_of_it(text in shell_text(), style in styles()) {
        assert_sound(&text, &read(&text, style));
    }

    #[test]
    fn any_bytes_are_read_with_places_inside_of_them(text in ".*", style in styles()) {
        assert_sound(&text, &read(&text, style));
    }

    #[test]
    fn words_that_are_printed_in_quotes_are_read_as_they_were(
        words in proptest::collection::vec("[^']{0,12}", 1..6)
    ) {
        let text = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
        let script = read(&format!("tool {text}"), Style::Posix);
        let [command] = &script.commands[..] else { panic!("{script:?}") };
        let read: Vec<_> = command.words[1..].iter().map(|word| word.text.as_str()).collect();
        prop_assert_eq!(read, words.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn commands_that_are_printed_in_quotes_are_read_as_they_were(text in shell_text()) {
        let script = read(&text, Style::Posix);
        for command in script.commands.iter().filter(|one| one.words.iter().all(Word::is_plain)) {
            let quoted = |word: &Word| format!("'{}'", word.text.replace('\'', "'\\''"));
            let printed = command.words.iter().map(quoted).collect::<Vec<_>>().join(" ");
            let mut reader = reader::Reader::new(&printed, Style::Posix);
            reader.everything();
            let again = reader.finish();
            let texts =
                |words: &[Word]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
            let others: Vec<_> = again.commands.iter().map(|one| texts(&one.words)).collect();
            let words = texts(&command.words);
            prop_assert_eq!(others.first().cloned().unwrap_or_default(), words);
        }
    }
}
